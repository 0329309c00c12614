/** What a rule says, in short, and which document it comes from. Rule ids are stable: answers, audit and notices cite them. */
import type { Localized } from '../json.ts';

export const RULE_SOURCES = {
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
} as const satisfies Record<string, Localized>;
export type RuleSource = keyof typeof RULE_SOURCES;

/** Statements of one source, by rule id. */
export type RuleStatements = Readonly<Record<string, Localized>>;
