/** The sentences of every error, by its key in `ERRORS`. A key without sentences does not compile. */
import type { ErrorKey } from '../../domain/error-table.ts';
import type { ErrorText } from './error-text.ts';
import { ACCESS_ERROR_TEXTS } from './access.ts';
import { LOTS_ERROR_TEXTS } from './lots.ts';
import { ORDERS_ERROR_TEXTS } from './orders.ts';
import { PAYMENTS_ERROR_TEXTS } from './payments.ts';
import { REFUNDS_ERROR_TEXTS } from './refunds.ts';
import { REQUESTS_ERROR_TEXTS } from './requests.ts';
import { SANDBOX_ERROR_TEXTS } from './sandbox.ts';
import { SERVICES_ERROR_TEXTS } from './services.ts';
import { SYSTEM_ERROR_TEXTS } from './system.ts';
import { USAGES_ERROR_TEXTS } from './usages.ts';

export const ERROR_TEXTS: Readonly<Record<ErrorKey, ErrorText>> = {
  ...REQUESTS_ERROR_TEXTS,
  ...ACCESS_ERROR_TEXTS,
  ...USAGES_ERROR_TEXTS,
  ...LOTS_ERROR_TEXTS,
  ...ORDERS_ERROR_TEXTS,
  ...SERVICES_ERROR_TEXTS,
  ...PAYMENTS_ERROR_TEXTS,
  ...REFUNDS_ERROR_TEXTS,
  ...SANDBOX_ERROR_TEXTS,
  ...SYSTEM_ERROR_TEXTS,
};
