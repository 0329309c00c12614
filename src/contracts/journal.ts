/** The journal: double-entry in units and in what was paid for them, chained by hashes, append-only (api.md §5, rules §8.8). */
import { z } from 'zod';
import { JOURNAL_ENTRY_KINDS } from '../domain/ledger/journal-entry.ts';
import { pageOf, paging } from './paging.ts';
import { id, instant, money, units } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const journalEntry = z
  .strictObject({
    id,
    sequence: z.int().min(1),
    at: instant,
    recordedAt: instant,
    kind: z.enum(JOURNAL_ENTRY_KINDS),
    postings: z.array(z.strictObject({ account: z.string(), units: z.int() })),
    money: z
      .array(money.extend({ account: z.string() }))
      .min(1)
      .optional()
      .meta({ description: 'What the units were paid with; sums to zero in each currency.' }),
    causedBy: z.strictObject({ type: z.string(), id: z.string() }),
    usageHash: z.string().optional().meta({ description: 'SHA-256 of the usage that the entry books.' }),
    balanceAfter: z.strictObject({ resource: z.string(), available: units, arrears: units }),
    hash: z.string(),
    previousHash: z.string(),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntryAnswer = z.output<typeof journalEntry>;

export const journalRoutes = {
  listJournal: {
    method: 'get',
    path: '/v1/accounts/{id}/journal',
    tag: 'Entitlements',
    summary: 'Lists the journal of an account, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, lotId: id.optional(), usageId: id.optional() }),
    responses: { 200: pageOf(journalEntry) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
