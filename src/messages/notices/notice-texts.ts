/** The texts of every kind of notice, in English and Chinese. A kind without texts does not compile. */
import type { NoticeKind } from '../../domain/kinds.ts';
import { ARREARS_NOTICE_TEXTS } from './arrears.ts';
import { BALANCE_NOTICE_TEXTS } from './balances.ts';
import { ORDER_NOTICE_TEXTS } from './orders.ts';
import { PERIOD_NOTICE_TEXTS } from './periods.ts';
import { SERVICE_NOTICE_TEXTS } from './services.ts';
import type { NoticeWording } from './sentences.ts';

export const NOTICE_TEXTS: Readonly<Record<NoticeKind, NoticeWording>> = {
  ...BALANCE_NOTICE_TEXTS,
  ...ARREARS_NOTICE_TEXTS,
  ...PERIOD_NOTICE_TEXTS,
  ...ORDER_NOTICE_TEXTS,
  ...SERVICE_NOTICE_TEXTS,
};
