/**
 * Every rule the product cites: its id, what it says in short, where it comes from. Refusals, catalogue files, audit and
 * documents cite by `RuleId`, so a citation of a rule that is not here does not compile.
 */
import type { Localized } from './json.ts';
import { AIMIS_CN_RULES } from './rules/aimis-cn.ts';
import { AIMIS_INTL_RULES } from './rules/aimis-intl.ts';
import { HUAWEI_RULES, IPC_RULES } from './rules/ipc-and-huawei.ts';
import { PRODUCT_RULES } from './rules/product.ts';
import { RESOLUTION_RULES } from './rules/resolutions.ts';
import type { RuleSource } from './rules/rule.ts';

const STATEMENTS = {
  ...AIMIS_INTL_RULES,
  ...AIMIS_CN_RULES,
  ...IPC_RULES,
  ...HUAWEI_RULES,
  ...RESOLUTION_RULES,
  ...PRODUCT_RULES,
} as const;

/** Id of a rule: `R-INTL-17`, `AMB-08`, `§8.2`. */
export type RuleId = keyof typeof STATEMENTS;

export interface Rule {
  readonly id: RuleId;
  readonly statement: Localized;
  readonly source: RuleSource;
}

const SOURCE_OF_PREFIX: readonly (readonly [string, RuleSource])[] = [
  ['R-INTL-', 'aimis-intl'],
  ['R-CN-', 'aimis-cn'],
  ['R-IPC-', 'ipc'],
  ['R-HW-', 'huawei-ai'],
  ['AMB-', 'resolution'],
];

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(STATEMENTS, text);
}

/** All ids, in the order of their sources. */
export const RULE_IDS: readonly RuleId[] = Object.keys(STATEMENTS).filter(isRuleId);

/** What a rule says and where it comes from. */
export function ruleOf(id: RuleId): Rule {
  const source = SOURCE_OF_PREFIX.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'product';
  return { id, statement: STATEMENTS[id], source };
}
