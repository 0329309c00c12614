/** A handler for every route of the API: what is missing here does not compile. */
import type { API_ROUTES } from '../../contracts/routes.ts';
import type { KeyAuthenticator } from '../../application/keys/key-authenticator.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { accountHandlers } from './accounts.ts';
import { agreementHandlers } from './agreements.ts';
import { auditHandlers } from './audit.ts';
import { balanceHandlers } from './balances.ts';
import { capabilityHandlers } from './capabilities.ts';
import { catalogueHandlers } from './catalogue.ts';
import { clockHandlers, type ClockHandlerDependencies } from './clock.ts';
import { consortiumHandlers } from './consortia.ts';
import { deadlineHandlers } from './deadlines.ts';
import { exportHandlers, type ExportHandlerDependencies } from './exports.ts';
import { episodeHandlers } from './episodes.ts';
import { fileHandlers } from './files.ts';
import { journalHandlers } from './journal.ts';
import { keyHandlers } from './keys.ts';
import { licenceHandlers } from './licences.ts';
import { lotHandlers } from './lots.ts';
import { lowBalanceHandlers } from './low-balance.ts';
import { noticeHandlers } from './notices.ts';
import { offerHandlers } from './offers.ts';
import { orderHandlers, type OrderHandlerDependencies } from './orders.ts';
import { organizationHandlers } from './organizations.ts';
import { overviewHandlers } from './overview.ts';
import { paymentHandlers, type PaymentHandlerDependencies } from './payments.ts';
import { platformHandlers, type PlatformHandlerDependencies } from './platforms.ts';
import { quoteHandlers } from './quotes.ts';
import { refundHandlers } from './refunds.ts';
import { ruleHandlers } from './rules.ts';
import { serviceHandlers } from './services.ts';
import { sessionHandlers } from './sessions.ts';
import { signOffHandlers, type SignOffHandlerDependencies } from './sign-off.ts';
import { taskHandlers } from './tasks.ts';
import { termHandlers } from './terms.ts';
import { timelineHandlers } from './timeline.ts';
import { usageHandlers, type UsageHandlerDependencies } from './usages.ts';

export interface ApiDependencies
  extends
    ClockHandlerDependencies,
    OrderHandlerDependencies,
    SignOffHandlerDependencies,
    PaymentHandlerDependencies,
    UsageHandlerDependencies,
    PlatformHandlerDependencies,
    ExportHandlerDependencies {
  readonly keys: KeyAuthenticator;
}

export function apiHandlers(dependencies: ApiDependencies): Handlers<typeof API_ROUTES> {
  return {
    ...accountHandlers(dependencies),
    ...clockHandlers(dependencies),
    ...consortiumHandlers(dependencies),
    ...organizationHandlers(dependencies),
    ...agreementHandlers(dependencies),
    ...catalogueHandlers(dependencies),
    ...ruleHandlers(dependencies),
    ...offerHandlers(dependencies),
    ...quoteHandlers(dependencies),
    ...orderHandlers(dependencies),
    ...paymentHandlers(dependencies),
    ...refundHandlers(dependencies),
    ...balanceHandlers(dependencies),
    ...lotHandlers(dependencies),
    ...licenceHandlers(dependencies),
    ...termHandlers(dependencies),
    ...journalHandlers(dependencies),
    ...exportHandlers(dependencies),
    ...fileHandlers(dependencies),
    ...capabilityHandlers(dependencies),
    ...overviewHandlers(dependencies),
    ...episodeHandlers(dependencies),
    ...usageHandlers(dependencies),
    ...serviceHandlers(dependencies),
    ...signOffHandlers(dependencies),
    ...lowBalanceHandlers(dependencies),
    ...noticeHandlers(dependencies),
    ...platformHandlers(dependencies),
    ...taskHandlers(dependencies),
    ...deadlineHandlers(dependencies),
    ...auditHandlers(dependencies),
    ...timelineHandlers(dependencies),
    ...keyHandlers(dependencies),
    ...sessionHandlers(dependencies),
  };
}
