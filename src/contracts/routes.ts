/** The route table: every route of the API. */
import { accountRoutes } from './accounts.ts';
import { agreementRoutes } from './agreements.ts';
import { auditRoutes } from './audit.ts';
import { balanceRoutes } from './balances.ts';
import { capabilityRoutes } from './capabilities.ts';
import { catalogueRoutes } from './catalogue.ts';
import { clockRoutes } from './clock.ts';
import { consortiumRoutes } from './consortia.ts';
import { deadlineRoutes } from './deadlines.ts';
import { episodeRoutes } from './episodes.ts';
import { exportRoutes } from './exports.ts';
import { fileRoutes } from './files.ts';
import { journalRoutes } from './journal.ts';
import { keyRoutes } from './keys.ts';
import { licenceRoutes } from './licences.ts';
import { lotRoutes } from './lots.ts';
import { lowBalanceRoutes } from './low-balance.ts';
import { noticeRoutes } from './notices.ts';
import { offerRoutes } from './offers.ts';
import { orderRoutes } from './orders.ts';
import { organizationRoutes } from './organizations.ts';
import { overviewRoutes } from './overview.ts';
import { paymentRoutes } from './payments.ts';
import { platformRoutes } from './platforms.ts';
import { quoteRoutes } from './quotes.ts';
import type { RouteTable } from './route.ts';
import { refundRoutes } from './refunds.ts';
import { ruleRoutes } from './rules.ts';
import { serviceRoutes } from './services.ts';
import { sessionRoutes } from './sessions.ts';
import { signOffRoutes } from './sign-off.ts';
import { systemRoutes } from './system.ts';
import { taskRoutes } from './tasks.ts';
import { termRoutes } from './terms.ts';
import { timelineRoutes } from './timeline.ts';
import { usageRoutes } from './usages.ts';

/**
 * Routes in the order of matching: the hot path first, and fixed paths before paths with a parameter in the same place.
 */
export const API_ROUTES = {
  ...usageRoutes,
  ...accountRoutes,
  ...clockRoutes,
  ...consortiumRoutes,
  ...organizationRoutes,
  ...agreementRoutes,
  ...catalogueRoutes,
  ...ruleRoutes,
  ...offerRoutes,
  ...quoteRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...refundRoutes,
  ...balanceRoutes,
  ...lotRoutes,
  ...licenceRoutes,
  ...termRoutes,
  ...journalRoutes,
  ...exportRoutes,
  ...fileRoutes,
  ...capabilityRoutes,
  ...overviewRoutes,
  ...episodeRoutes,
  ...serviceRoutes,
  ...signOffRoutes,
  ...lowBalanceRoutes,
  ...noticeRoutes,
  ...platformRoutes,
  ...taskRoutes,
  ...deadlineRoutes,
  ...auditRoutes,
  ...timelineRoutes,
  ...keyRoutes,
  ...sessionRoutes,
} as const satisfies RouteTable;

export const ROUTES = { ...API_ROUTES, ...systemRoutes } as const satisfies RouteTable;

export type RouteName = keyof typeof ROUTES;
