/** What the sources say of each SKU (rules §5.1, §6): the shipped catalogue is held to it. */
import type { Sku } from '../../../src/domain/catalogue/sku.ts';
import { HUAWEI_PRICE_LIST } from './huawei-price-list.ts';

/** Everything of a SKU that the sources decide; names apart, and rules, which other tests hold. */
export type SkuFacts = Omit<Sku, 'name' | 'rules' | 'package' | 'productLine'>;

const year = (meaning: 'storage' | 'duration') =>
  ({ unit: 'year', minimum: 1, maximum: 30, meaning }) as const;
const month = { unit: 'month', minimum: 1, maximum: 120, meaning: 'duration' } as const;
const each = { minimum: 1, step: 1, term: null, channel: 'any' } as const;

/** What both editions of AIMIS sell, with their own steps and terms. */
function aimis(
  edition: 'INTL' | 'CN',
  { step, scope, term }: { step: number; scope: 'consortium' | 'organization'; term: Sku['term'] },
) {
  const of = { refundPolicy: 'agreement_only' } as const;
  const code = (rest: string) => `AIMIS-${edition}-${rest}`;
  const lot = { channel: 'any', scope: 'account', minimum: step, step, ...of } as const;
  const licence = {
    kind: 'licence',
    validity: term === null ? 'perpetual' : 'term',
    delivery: 'online',
  } as const;
  const software = { ...each, maximum: 1, term, scope, fulfilment: licence, ...of } as const;
  const service = { ...each, unit: 'service', maximum: 100, scope: 'organization', ...of } as const;
  const work = { kind: 'service', startWithinYears: 1 } as const;
  return {
    quantity: (storageYears: number): SkuFacts => ({
      sku: code(`CI-QTY-${storageYears}Y`),
      kind: 'inspection-lot',
      unit: 'inspection',
      term: null,
      storageYears,
      fulfilment: { kind: 'lot', resource: 'inspection', storageYears, lifeYears: 1 },
      ...lot,
    }),
    annual: (): SkuFacts => ({
      sku: code('CI-ANN'),
      kind: 'inspection-lot',
      unit: 'inspection',
      term: year('storage'),
      fulfilment: { kind: 'lot', resource: 'inspection', storageYears: 'term', lifeYears: 1 },
      ...lot,
    }),
    cases: (name: string): SkuFacts => ({
      sku: code(`AI-${name.toUpperCase()}`),
      kind: 'ai-lot',
      unit: 'case',
      term: null,
      fulfilment: { kind: 'lot', resource: `ai:${name}`, storageYears: null, lifeYears: 1 },
      ...lot,
      minimum: 1_000,
      step: 1_000,
    }),
    oneTime: (suffix: string, covers?: string, features?: readonly string[], opens?: string): SkuFacts => ({
      sku: code(`AI-ONETIME${suffix}`),
      kind: 'ai-perpetual',
      unit: 'set',
      ...each,
      maximum: 100,
      channel: 'offline',
      scope: 'organization',
      ...(features === undefined ? {} : { features }),
      ...(covers === undefined ? {} : { covers }),
      ...(opens === undefined ? {} : { opens }),
      fulfilment: { kind: 'licence', validity: 'perpetual', delivery: 'offline' },
      ...of,
    }),
    basic: (features: readonly string[]): SkuFacts => ({
      sku: code('SW-BASIC'),
      kind: 'software-basic',
      unit: 'set',
      features,
      ...software,
    }),
    optional: ([suffix, feature]: readonly [string, string]): SkuFacts => ({
      sku: code(`SW-OPT-${suffix}`),
      kind: 'software-optional',
      unit: 'feature',
      features: [feature],
      requires: [code('SW-BASIC')],
      ...software,
    }),
    services: (): SkuFacts[] => [
      {
        sku: code('SVC-DELIVERY'),
        kind: 'service',
        modes: ['local', 'remote'],
        fulfilment: work,
        ...service,
      },
      {
        sku: code('SVC-MAINT'),
        kind: 'maintenance',
        fulfilment: { kind: 'maintenance', startWithinYears: 1 },
        modes:
          edition === 'INTL'
            ? ['local-maintenance', 'local-inspection', 'remote-maintenance']
            : ['local-inspection', 'remote-maintenance'],
        billing: 'monthly',
        ...service,
        term: year('duration'),
      },
      { sku: code('SVC-CUSTOM'), kind: 'service', fulfilment: work, ...service },
    ],
  };
}

const INTL = aimis('INTL', { step: 1_000, scope: 'consortium', term: year('duration') });
export const AIMIS_INTL: readonly SkuFacts[] = [
  ...[1, 2, 3, 5, 10, 15].map(INTL.quantity),
  INTL.annual(),
  INTL.cases('mimi'),
  INTL.oneTime('', 'ai:mimi'),
  INTL.basic([
    'inspection-management',
    'report-management',
    'image-browsing',
    'hospital-management',
    'doctor-management',
    'cloud-film-configuration',
    'data-management',
    'log-audit',
  ]),
  ...(
    [
      ['CLOUDFILM', 'patient-imaging-records'],
      ['ADVVIEW', 'advanced-image-browsing'],
      ['RDIAG', 'remote-diagnosis'],
      ['RCONSULT', 'remote-consultation'],
      ['RWARD', 'remote-ward-rounds'],
      ['RTEACH', 'remote-teaching'],
      ['STATS', 'data-statistics'],
      ['IMGQC', 'image-quality-control'],
      ['MOBILE', 'mobile-terminal'],
      ['FOLLOWUP', 'follow-up-management'],
    ] as const
  ).map(INTL.optional),
  ...INTL.services(),
];

const CN = aimis('CN', { step: 10_000, scope: 'organization', term: null });
export const AIMIS_CN: readonly SkuFacts[] = [
  CN.quantity(15),
  CN.annual(),
  CN.cases('glaucoma'),
  CN.oneTime('-GLAUCOMA', 'ai:glaucoma', ['glaucoma-ai']),
  CN.oneTime('-PNEUMONIA', undefined, ['pneumonia-ai'], 'ai.review'),
  CN.oneTime('-COLORECTAL', undefined, ['colorectal-ai'], 'ai.review'),
  CN.basic([
    'inspection-management',
    'report-management',
    'basic-image-browsing',
    'organization-management',
    'user-management',
    'cloud-film-configuration',
    'notification-management',
    'patient-imaging-archive',
  ]),
  ...(
    [
      ['3D', '3d-reconstruction'],
      ['MPR', 'multi-planar-reconstruction'],
      ['FUSION', 'image-fusion'],
      ['RDIAG', 'remote-diagnosis'],
      ['RCONSULT', 'remote-consultation'],
      ['RWARD', 'remote-ward-rounds'],
      ['RTEACH', 'remote-teaching'],
      ['STATS', 'data-statistics'],
      ['IMGQC', 'image-quality-control'],
      ['LOGAUDIT', 'log-audit'],
      ['MOBILE', 'mobile-terminal'],
      ['API', 'api-interface'],
      ['GLAUCOMAPACK', 'glaucoma-ai-service-package'],
    ] as const
  ).map(CN.optional),
  ...CN.services(),
];

const ipc = { unit: 'set', ...each, scope: 'organization', refundPolicy: 'never' } as const;
const assistant = (suffix: string, term: Sku['term'], feature: string): SkuFacts => ({
  sku: `IPC-SW-${suffix}`,
  kind: 'subscription',
  features: [feature],
  fulfilment: { kind: 'term', grants: null, closes: 'ipc.patient', keeps: 'ipc.history' },
  ...ipc,
  maximum: 1_000,
  term,
});
export const IPC: readonly SkuFacts[] = [
  assistant('PRECONSULT', month, 'pre-consultation'),
  assistant('PREVISIT', year('duration'), 'pre-visit-checkup'),
  assistant('ANALYSIS', month, 'health-analysis-summary'),
  assistant('RECOMMEND', month, 'checkup-report-recommendation'),
  assistant('SUMMARY', month, 'checkup-report-summary'),
  {
    sku: 'IPC-RP-KNOWLEDGE',
    kind: 'resource-pack',
    features: ['knowledge-customization'],
    fulfilment: { kind: 'term', grants: 'ipc.knowledge', closes: null, keeps: null },
    ...ipc,
    scope: 'account',
    maximum: 1_000,
    term: month,
  },
  {
    sku: 'IPC-SVC-DEPLOY',
    kind: 'service',
    modes: ['local', 'remote'],
    fulfilment: { kind: 'service', startWithinYears: 1 },
    ...ipc,
    maximum: 100,
  },
];

export const HUAWEI: readonly SkuFacts[] = HUAWEI_PRICE_LIST.map(({ sku, family, tier, unit }) => ({
  sku,
  kind: 'service',
  unit,
  family,
  ...(tier === null ? {} : { tier }),
  ...each,
  maximum: 100,
  scope: 'organization',
  refundPolicy: 'before_usage',
  fulfilment: { kind: 'service', startWithinYears: 1 },
  // The sales unit in the words of the source (R-HW-04).
  description: {
    en: 'One-off technical support service determined based on the workforce baseline corresponding to the professional service item. For example, an "xx person-day" development service counts as one set.',
    zh: '按专业服务项对应的工作量基线确定的一次性技术支持服务。例如，“xx 人天”的开发服务计为一套。',
  },
}));
