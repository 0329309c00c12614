/** The sections of the document, in its order, with what each is about. */
import type { RouteTable } from '../../contracts/route.ts';
import type { JsonSchema } from './json-schema.ts';

const TAG_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Usage: 'Units that medical platforms consume, one by one or in batches.',
  Corrections: 'Reversals of usages, goodwill credits and extensions of lots, each with its reason.',
  Accounts: 'Customers with their consortia and organizations, and the clocks of sandbox accounts.',
  Agreements: 'Signed cooperation agreements: which product lines they cover, and what they change.',
  Catalogue: 'What is sold at which price and under which terms, quotes, and the rules in words.',
  Orders: 'Placing, confirming, cancelling, holding and renewing orders.',
  Payments: 'Online and offline payments, the events of payment providers, and unallocated money.',
  Refunds: 'Refunds of what was not used.',
  Entitlements:
    'What an account bought and has left: balances, lots, licences, terms, capabilities, journal.',
  Record: 'The whole history of an account: its timeline, its signed export and how to verify it.',
  Files: 'Documents that belong to an account, such as agreements and acceptance records.',
  Arrears: 'Episodes of arrears, from the first outstanding unit until they are settled.',
  Services: 'Delivery and maintenance, from start to acceptance, with sign-off links for users.',
  Work: 'Notices, tasks, deadlines and the audit log.',
  Platforms: 'Endpoints and signing secrets of the two platforms that receive notices.',
  Keys: 'API keys and the sessions of people who signed in: who may call, in which roles, for which accounts.',
  System: 'Health, readiness, metrics, error codes and this document. Public.',
};

/** Returns the tags of the routes, in the order of the table. */
export function tagsOf(routes: RouteTable): JsonSchema[] {
  const names = [...new Set(Object.values(routes).map(({ tag }) => tag))];
  return names.map((name) => {
    const description = TAG_DESCRIPTIONS[name];
    return description === undefined ? { name } : { name, description };
  });
}
