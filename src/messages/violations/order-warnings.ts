/** Warnings about valid orders in words. They are stored with the order and shown as they were when it was placed. */
import type { Localized } from '../../domain/json.ts';
import type { FoundWarning } from '../../domain/orders/checks/checked-order.ts';
import type { OrderWarningCode } from '../../domain/orders/checks/violations.ts';
import type { RuleId } from '../../domain/rules.ts';
import { fillFacts } from './word-violations.ts';

export interface OrderWarning {
  readonly path: string;
  readonly code: string;
  readonly message: Localized;
  readonly rule: RuleId;
}

export const ORDER_WARNING_TEXTS = {
  queues: {
    en: '{name} is already paid through {until}: what you buy now starts on {date}.',
    zh: '{name}有效期至 {until}，本次购买将自 {date} 起生效。',
  },
  outlasts_basic: {
    en: '{name} needs {basic}, which ends before {date}: from then on it is not activated until {basic} is renewed.',
    zh: '{name}依赖{basic}，后者将于 {date} 到期；到期后该功能停用，续费{basic}后自动恢复。',
  },
  awaits_basic: {
    en: '{name} needs {basic}, which is not active when it starts on {date}: it is activated once {basic} is.',
    zh: '{name}依赖{basic}，而{basic}在其生效日 {date} 尚未启用；{basic}启用后自动激活。',
  },
} as const satisfies Readonly<Record<OrderWarningCode, Localized>>;

export function wordWarnings(found: readonly FoundWarning[]): OrderWarning[] {
  return found.map(({ path, code, rule, facts }) => ({
    path,
    code,
    message: fillFacts(ORDER_WARNING_TEXTS[code], facts),
    rule,
  }));
}
