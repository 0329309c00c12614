/** Statement and source of each rule that the product states itself, for people. The domain only cites the ids. */
import type { Localized } from '../../domain/json.ts';
import { sourceOf, type RuleSource, type StatedRuleId } from '../../domain/rules.ts';
import { AIMIS_CN_STATEMENTS } from './aimis-cn.ts';
import { AIMIS_INTL_STATEMENTS } from './aimis-intl.ts';
import { HUAWEI_AI_STATEMENTS } from './huawei-ai.ts';
import { IPC_STATEMENTS } from './ipc.ts';
import { PRODUCT_STATEMENTS } from './product.ts';
import { RESOLUTION_STATEMENTS } from './resolutions.ts';

const STATEMENTS: Readonly<Record<StatedRuleId, Localized>> = {
  ...AIMIS_INTL_STATEMENTS,
  ...AIMIS_CN_STATEMENTS,
  ...IPC_STATEMENTS,
  ...HUAWEI_AI_STATEMENTS,
  ...RESOLUTION_STATEMENTS,
  ...PRODUCT_STATEMENTS,
};

const SOURCE_NAMES: Readonly<Record<RuleSource, Localized>> = {
  'aimis-intl': {
    en: 'AIMIS purchase guide, international edition, 2025',
    zh: 'AIMIS 购买指南国际版（2025）',
  },
  'aimis-cn': { en: 'AIMIS purchase guide, China edition, 2024', zh: 'AIMIS 购买指南中国版（2024）' },
  ipc: { en: 'Intelligent Pre-Consultation billing page, 2026', zh: '智能预问诊计费说明（2026）' },
  'huawei-ai': {
    en: 'AI Platform Development and Implementation Service billing page, 2025',
    zh: 'AI 平台开发与实施服务计费说明（2025）',
  },
  resolution: { en: 'How this product closes a gap in the sources', zh: '本产品对来源缺口的处理' },
  product: { en: 'How this product carries the rules out', zh: '本产品的规则实施' },
};

export function statementOf(id: StatedRuleId): Localized {
  return STATEMENTS[id];
}

/** Name of the document that a rule comes from. */
export function sourceNameOf(id: StatedRuleId): Localized {
  return SOURCE_NAMES[sourceOf(id)];
}
