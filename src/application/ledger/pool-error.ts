/**
 * Refusals of a pool with what the customer needs to act: the rule of the edition, names and amounts, and a quantity that can
 * be ordered (AMB-56). The evidence stays in plain units.
 */
import type { Unit } from '../../domain/catalogue/catalogue.ts';
import {
  factsOfOrderable,
  orderableOf,
  type Edition,
  type Orderable,
} from '../../domain/catalogue/edition.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject, Language, Localized } from '../../domain/json.ts';
import type { RefusedUsage } from '../../domain/ledger/refused-usage.ts';
import { unitsToResume } from '../../domain/ledger/episode.ts';
import type { StorageYears } from '../../domain/ledger/state.ts';
import { DomainError } from '../../domain/errors.ts';
import { formatInstant, formatUnits } from '../../messages/format.ts';

/** The pool's name, and the edition whose rules and packages are cited; null where the catalogue has none. */
export interface PoolWords {
  readonly named: { readonly name: Localized; readonly unit: Unit } | null;
  readonly edition: Edition | null;
}

export interface RefusedOfPool {
  /** The request, as evidence. */
  readonly facts: JsonObject & {
    readonly resource: string;
    readonly quantity: number;
    readonly storageYears: StorageYears;
    readonly at: Instant;
  };
  readonly refused: RefusedUsage;
  readonly policy: PoolWords & {
    readonly capability: string;
    readonly overdraftCap: number | null;
    readonly resumeRequires: number;
  };
  readonly timeZone: string;
}

/** A `DomainError` for each reason of a refused usage; its code is one of api.md §1. */
export function poolErrorOf({ facts, refused, policy, timeZone }: RefusedOfPool): DomainError {
  const { reason, available, outstanding, suspension, byStorage, acceptedStorageYears } = refused;
  const { storageYears, ...asked } = facts;
  const { resource, quantity, at } = asked;
  const rules = policy.edition?.rules;
  switch (reason) {
    case 'blocked':
      return refusal('pool_blocked', asked, policy, {});
    case 'suspended': {
      const since = suspension?.since ?? at;
      const resumeRequires = suspension?.resumeRequires ?? policy.resumeRequires;
      const topUpUnits = unitsToResume({ outstanding, available, resumeRequires });
      const buy = buyable(policy, topUpUnits);
      const { capability } = policy;
      const evidence = { ...asked, capability, episodeId: suspension?.episodeId ?? null, since };
      return refusal(
        'suspended',
        { ...evidence, arrears: outstanding, topUpUnits, ...factsOfOrderable(buy) },
        policy,
        {
          rule: rules?.suspension,
          counts: { arrears: outstanding, topUp: buy?.quantity ?? topUpUnits },
          since: both((language) => formatInstant(since, timeZone, language)),
        },
      );
    }
    case 'storage': {
      const missing = quantity - unitsOf(byStorage, storageYears);
      const buy = buyable(policy, missing, storageYears);
      const key =
        acceptedStorageYears === undefined
          ? 'storage_not_covered'
          : acceptedStorageYears === null
            ? 'storage_unbound'
            : 'storage_shorter';
      const evidence = {
        ...asked,
        storageYears,
        available,
        byStorage: byStorage.map((left) => ({ ...left })),
        acceptedStorageYears: acceptedStorageYears ?? null,
        ...factsOfOrderable(buy),
      };
      return refusal(key, evidence, policy, {
        counts: { asked: quantity, topUp: buy?.quantity ?? missing },
      });
    }
    case 'never_credited': {
      const buy = buyable(policy, quantity);
      return refusal('never_credited', { ...asked, available, ...factsOfOrderable(buy) }, policy, {
        rule: rules?.insufficient,
        counts: { topUp: buy?.quantity ?? quantity },
      });
    }
    case 'cap': {
      const { overdraftCap } = policy;
      const missing = outstanding + quantity - available;
      const buy = buyable(policy, missing);
      return refusal(
        'overdraft_cap',
        { ...asked, available, arrears: outstanding, overdraftCap, ...factsOfOrderable(buy) },
        policy,
        {
          counts: {
            asked: quantity,
            left: available,
            arrears: outstanding,
            cap: overdraftCap ?? 0,
            topUp: buy?.quantity ?? missing,
          },
        },
      );
    }
    case 'insufficient': {
      const buy = buyable(policy, quantity - available);
      const key = available > 0 ? 'insufficient_balance' : 'pool_empty';
      return refusal(key, { ...asked, resource, available, ...factsOfOrderable(buy) }, policy, {
        rule: rules?.insufficient,
        counts: { asked: quantity, left: available, topUp: buy?.quantity ?? quantity - available },
      });
    }
  }
}

interface Details {
  readonly rule?: string | undefined;
  /** Units that the text names, by placeholder. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly since?: Localized;
}

function refusal(
  key: ConstructorParameters<typeof DomainError>[0],
  evidence: JsonObject,
  { named }: PoolWords,
  { rule, counts = {}, since }: Details,
): DomainError {
  const words: Record<string, Localized> = {};
  if (named !== null) {
    words['resource'] = named.name;
    for (const [place, units] of Object.entries(counts)) {
      words[place] = both((language) => formatUnits(units, named.unit, language));
    }
  }
  if (since !== undefined) words['since'] = since;
  return new DomainError(key, evidence, { ...(rule === undefined ? {} : { rule }), words });
}

/** A line that can be ordered for at least so many units; null where the edition sells nothing that fits. */
function buyable({ edition }: PoolWords, units: number, storageYears: StorageYears = null): Orderable | null {
  return edition === null ? null : orderableOf(edition, { units, storageYears });
}

function unitsOf(byStorage: RefusedUsage['byStorage'], minimum: StorageYears): number {
  return byStorage.reduce(
    (sum, { storageYears, available }) =>
      minimum === null || (storageYears ?? 0) >= minimum ? sum + available : sum,
    0,
  );
}

function both(word: (language: Language) => string): Localized {
  return { en: word('en'), zh: word('zh') };
}
