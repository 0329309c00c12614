/** Every migration, in its order. */
import { initialCollections } from './0001-initial-collections.ts';
import { organizationNameKeys } from './0002-organization-name-keys.ts';
import { sandboxOfLots } from './0003-sandbox-of-lots.ts';
import { orderListFields } from './0004-order-list-fields.ts';
import { perpetualLicences } from './0005-perpetual-licences.ts';
import { sessions } from './0006-sessions.ts';
import { traceContexts } from './0007-trace-contexts.ts';
import { canaryRounds } from './0008-canary-rounds.ts';
import { journalPages } from './0009-journal-pages.ts';
import type { Migration } from './migration.ts';

export const ALL_MIGRATIONS: readonly Migration[] = [
  initialCollections,
  organizationNameKeys,
  sandboxOfLots,
  orderListFields,
  perpetualLicences,
  sessions,
  traceContexts,
  canaryRounds,
  journalPages,
];
