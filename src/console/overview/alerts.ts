/** What is closed or outstanding, most serious first: suspended (停服), in arrears (欠费), used up or without its software. */
import type { Capability, Episode, Pool, ReadOverview, Remedy } from './status.ts';

export interface Alert {
  readonly kind: 'suspended' | 'arrears' | 'closed';
  /** The capability that is closed, or will be. */
  readonly capability: string;
  /** What it is about: a pool, or a SKU. */
  readonly pool: Pool | undefined;
  readonly sku: string | undefined;
  /** Units outstanding; absent where nothing is. */
  readonly outstanding: number | undefined;
  readonly since: string | undefined;
  /** When it will be suspended unless something is done. */
  readonly suspendsAt: string | undefined;
  readonly rule: string | undefined;
  /** What the refusal says can be done. */
  readonly advice: string | undefined;
  /** What can be ordered to end it. */
  readonly remedy: Remedy | undefined;
  /** Capabilities of the same kind that are still open. */
  readonly stillOpen: readonly string[];
}

type Found = Pick<ReadOverview, 'pools' | 'capabilities' | 'episodes'> & {
  readonly remedies: readonly Remedy[];
};

/** A capability of something that was never bought is no alert. */
export function alertsOf({ pools, capabilities, episodes, remedies }: Found): Alert[] {
  const poolOf = (resource: string | undefined) =>
    pools.find((pool) => pool.resource === resource && pool.credited > 0);
  const closed = capabilities.filter(
    ({ allowed, resource, sku }) => !allowed && (sku !== undefined || poolOf(resource) !== undefined),
  );
  const alerts = closed.map((item) => closedAlert(item, poolOf(item.resource)));
  const isClosed = ({ resource, sku }: Episode) =>
    closed.some((item) => (sku === undefined ? item.resource === resource : item.sku === sku));
  const due = episodes.filter((episode) => episode.state === 'open' && !isClosed(episode));
  const owing = due.map((episode) => owingAlert(episode, poolOf(episode.resource)));
  const order = { suspended: 0, arrears: 1, closed: 2 };
  return [...alerts, ...owing]
    .map((alert) => ({
      ...alert,
      remedy: remedyFor(alert, remedies),
      stillOpen: openBeside(alert, capabilities),
    }))
    .sort((one, other) => order[one.kind] - order[other.kind]);
}

type Core = Omit<Alert, 'remedy' | 'stillOpen'>;

function closedAlert(item: Capability, pool: Pool | undefined): Core {
  const { capability, sku, reason, since, rule, remedy } = item;
  return {
    kind: reason === 'suspended' ? 'suspended' : 'closed',
    capability,
    pool,
    sku,
    outstanding: outstandingOf(pool),
    since,
    suspendsAt: undefined,
    rule,
    advice: remedy,
  };
}

function owingAlert({ capability, sku, suspendsAt }: Episode, pool: Pool | undefined): Core {
  return {
    kind: 'arrears',
    capability,
    pool,
    sku,
    outstanding: outstandingOf(pool),
    since: undefined,
    suspendsAt,
    rule: undefined,
    advice: undefined,
  };
}

function outstandingOf(pool: Pool | undefined): number | undefined {
  return pool === undefined || pool.arrears === 0 ? undefined : pool.arrears;
}

/** The remedy of the same pool or SKU; for a pool that is not empty, the software that it needs. */
function remedyFor({ pool, sku }: Core, remedies: readonly Remedy[]): Remedy | undefined {
  if (pool !== undefined) {
    return (
      remedies.find(({ kind, resource }) => kind === 'top_up' && resource === pool.resource) ??
      remedies.find(({ kind }) => kind === 'buy_software')
    );
  }
  return remedies.find((remedy) => remedy.kind === 'renew_order' && remedy.sku === sku);
}

function openBeside({ capability }: Core, capabilities: readonly Capability[]): string[] {
  const family = `${capability.split('.')[0] ?? ''}.`;
  const open = capabilities.filter(
    (item) => item.allowed && item.capability !== capability && item.capability.startsWith(family),
  );
  return [...new Set(open.map((item) => item.capability))];
}
