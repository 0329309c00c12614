/** The Huawei price list (R-HW-01 to R-HW-11, AMB-37), row by row: what the shipped catalogue is held to. */

export interface PriceListRow {
  readonly sku: string;
  readonly family: string;
  readonly service: string;
  /** Null where a service is sold by a unit of its own and not in tiers. */
  readonly tier: string | null;
  readonly unit: string;
  /** In whole dollars: outside China 1, then outside China 2. */
  readonly usd: readonly [number, number];
}

type Variant = readonly [code: string, tier: string | null, usd1: number, usd2: number];

function rows(
  family: string,
  service: string,
  prefix: string,
  variants: readonly Variant[],
  unit = 'set',
): PriceListRow[] {
  return variants.map(([code, tier, ...usd]) => ({
    sku: `${prefix}-${code}`,
    family,
    service,
    tier,
    unit,
    usd,
  }));
}

export const HUAWEI_PRICE_LIST: readonly PriceListRow[] = [
  ...rows('Model Development', 'AI Platform Scenario-specific Model Development Service', 'HW-DEV-MODELDEV', [
    ['BAS', 'Basic', 50_000, 70_000],
    ['STD', 'Standard', 90_000, 130_000],
    ['PRO', 'Professional', 130_000, 200_000],
  ]),
  ...rows('Model Development', 'AI Platform Scenario-specific Model Development', 'HW-DEV-MODELDEV', [
    ['PLT', 'Platinum', 180_000, 260_000],
  ]),
  ...rows('Model Development', 'AI Platform Scenario-specific Model Deployment Service', 'HW-DEV-DEPLOY', [
    ['BAS', 'Basic', 15_000, 23_000],
    ['STD', 'Standard', 30_000, 43_000],
    ['PRO', 'Professional', 50_000, 64_000],
    ['PLT', 'Platinum', 60_000, 83_000],
  ]),
  ...rows('Model Development', 'Application and AI Agent Orchestration Service', 'HW-DEV-AGENT', [
    ['STD', 'Standard', 93_000, 140_000],
    ['PRO', 'Professional', 240_000, 350_000],
  ]),
  ...rows('Model Tuning', 'AI Platform Scenario-specific Model Tuning Service', 'HW-TUN-TUNING', [
    ['BAS', 'Basic', 30_000, 42_000],
    ['STD', 'Standard', 60_000, 84_000],
    ['PRO', 'Professional', 90_000, 130_000],
    ['PLT', 'Platinum', 120_000, 170_000],
  ]),
  ...rows('Model Tuning', 'Model Distillation Service', 'HW-TUN-DISTILL', [
    ['STD', 'Standard', 140_000, 210_000],
    ['PRO', 'Professional', 350_000, 520_000],
    ['PLT', 'Platinum', 500_000, 730_000],
  ]),
  ...rows('Model Tuning', 'Incremental Model Training Service', 'HW-TUN-INCTRAIN', [
    ['STD', 'Standard', 210_000, 320_000],
    ['PRO', 'Professional', 520_000, 780_000],
    ['PLT', 'Platinum', 730_000, 1_100_000],
  ]),
  ...rows('Model Tuning', 'Model Fine-Tuning Service', 'HW-TUN-FINETUNE', [
    ['STD', 'Standard', 58_000, 90_000],
    ['PRO', 'Professional', 150_000, 220_000],
    ['PLT', 'Platinum', 210_000, 310_000],
  ]),
  ...rows('Migration and Adaptation', 'AI Cloud Service Migration and Adaptation Service', 'HW-MIG-MIGRATE', [
    ['BAS', 'Basic', 26_000, 40_000],
    ['STD', 'Standard', 120_000, 180_000],
    ['PRO', 'Professional', 180_000, 270_000],
  ]),
  ...rows(
    'Migration and Adaptation',
    'AI Cloud Service AI Model Migration Service',
    'HW-MIG-MODELMIG',
    [['UNIT', null, 120_000, 180_000]],
    'model',
  ),
  ...rows(
    'Migration and Adaptation',
    'AI Cloud Service Application Migration Service',
    'HW-MIG-APPMIG',
    [['UNIT', null, 310_000, 460_000]],
    'application',
  ),
  ...rows('Implementation', 'AI Platform Implementation Service', 'HW-IMP-IMPL', [
    ['BAS', 'Basic', 70_000, 110_000],
    ['STD', 'Standard', 200_000, 280_000],
    ['PRO', 'Professional', 410_000, 610_000],
    ['PLT', 'Platinum', 570_000, 850_000],
  ]),
  ...rows('Technical Support', 'AI Platform Development Support Service', 'HW-SUP-DEVSUP', [
    ['BAS', 'Basic', 24_000, 35_000],
    ['STD', 'Standard', 80_000, 120_000],
    ['PRO', 'Professional', 190_000, 280_000],
    ['PLT', 'Platinum', 370_000, 550_000],
    ['FLG', 'Flagship', 850_000, 1_300_000],
  ]),
];
