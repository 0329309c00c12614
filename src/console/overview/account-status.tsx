/** The status itself: alerts first, then what to do, then what there is. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { AlertBanner } from './alert-banner.tsx';
import { alertsOf } from './alerts.ts';
import { DueList } from './due-list.tsx';
import { Features } from './features.tsx';
import { OpenOrders } from './open-orders.tsx';
import { OpenServices } from './open-services.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { PoolCard } from './pool-card.tsx';
import { POOL_TEXTS } from './pool-texts.ts';
import { buyLink, remedyLink } from './remedy-link.ts';
import { RemedyList } from './remedy-list.tsx';
import { TermTable } from './term-table.tsx';
import type { Pool, ReadOverview } from './status.ts';

interface AccountStatusProps {
  readonly read: ReadOverview;
  /** Whether it is known of which organization features are shown. */
  readonly isOfOrganization: boolean;
}

export function AccountStatus({ read, isOfOrganization }: AccountStatusProps) {
  const { overview, licences } = read;
  const { accountId, now } = overview;
  const remedies = overview.remedies.items;
  const pools = read.pools.filter(({ credited, arrears }) => credited > 0 || arrears > 0);
  const alerts = alertsOf({ ...read, remedies });
  const shown = new Set(alerts.map(({ remedy }) => remedy));
  if (isEmpty(read)) return <NothingYet accountId={accountId} />;
  return (
    <>
      <AlertBanner accountId={accountId} now={now} alerts={alerts} />
      <RemedyList
        accountId={accountId}
        orders={overview.orders.items}
        remedies={remedies.filter((remedy) => !shown.has(remedy))}
      />
      <Pools read={read} pools={pools} />
      <div className="columns">
        <OpenServices overview={overview} />
        <OpenOrders overview={overview} />
      </div>
      <TermTable overview={overview} />
      <div className="columns">
        <Features accountId={accountId} licences={licences} known={isOfOrganization} />
        <DueList read={read} />
      </div>
    </>
  );
}

interface PoolsProps {
  readonly read: ReadOverview;
  readonly pools: readonly Pool[];
}

function Pools({ read, pools }: PoolsProps) {
  const words = useTexts(POOL_TEXTS);
  const { accountId, pools: inBrief, remedies } = read.overview;
  if (pools.length === 0) return null;
  const topUpOf = ({ resource }: Pool) => {
    const remedy = remedies.items.find((item) => item.kind === 'top_up' && item.resource === resource);
    const sku = inBrief.items.find((item) => item.resource === resource)?.topUpSku ?? undefined;
    return (remedy && remedyLink(accountId, remedy)) ?? buyLink(accountId, sku === undefined ? {} : { sku });
  };
  return (
    <section aria-labelledby="pools">
      <h2 id="pools">{words.title}</h2>
      <div className="pools">
        {pools.map((pool) => (
          <PoolCard key={pool.resource} accountId={accountId} pool={pool} topUp={topUpOf(pool)} />
        ))}
      </div>
    </section>
  );
}

function isEmpty({ overview, pools, licences }: ReadOverview): boolean {
  const { terms, services, orders, remedies } = overview;
  const parts = [terms, services, orders, remedies, licences];
  return (
    pools.every(({ credited, arrears }) => credited + arrears === 0) &&
    parts.every(({ items }) => items.length === 0)
  );
}

function NothingYet({ accountId }: { readonly accountId: string }) {
  const words = useTexts(OVERVIEW_TEXTS);
  return (
    <section className="card nothing" aria-labelledby="nothing">
      <h2 id="nothing">{words.empty.title}</h2>
      <p>{words.empty.text}</p>
      <p>
        <LinkButton href={buyLink(accountId)} look="primary">
          {words.buy}
        </LinkButton>
      </p>
    </section>
  );
}
