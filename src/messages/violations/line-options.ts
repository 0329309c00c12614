/** What a buyer reads about options of a line that its SKU does not offer. */
import type { LineOptionKey } from '../../domain/orders/checks/line-options.ts';
import type { ViolationText } from './violation-text.ts';

export const LINE_OPTION_TEXTS = {
  of_account: {
    message: {
      en: '{name} belongs to the platform account, not to one of its organizations.',
      zh: '{name}归属平台账户，不归属某个机构。',
    },
    remedy: {
      en: 'Order it for the account, without an organization or consortium.',
      zh: '请直接为账户订购，无需指定机构或医联体。',
    },
  },
  no_modes: {
    message: { en: '{sku} comes in no modes.', zh: '{sku} 不提供方式选择。' },
    remedy: { en: 'Leave the mode out.', zh: '请去掉方式。' },
  },
  other_modes: {
    message: { en: '{sku} comes in other modes: {modes}.', zh: '{sku} 可选方式：{modes}。' },
    remedy: { en: 'Choose one of them, or leave the mode out.', zh: '请选择其中之一，或去掉方式。' },
  },
  no_start: {
    message: { en: '{sku} has no start to choose.', zh: '{sku} 不支持选择生效方式。' },
    remedy: { en: 'Leave the start out.', zh: '请去掉生效方式。' },
  },
} as const satisfies Readonly<Record<LineOptionKey, ViolationText>>;
