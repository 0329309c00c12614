/** One resource: how much is left of how much, what is outstanding, and what ends when. */
import type { ReactNode } from 'react';
import { formatCount } from '../format/count.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { CalendarDay, LastDay } from './account-day.tsx';
import { LotTable } from './lot-table.tsx';
import { PoolBar } from './pool-bar.tsx';
import './pool-card.css';
import { partsOf } from './pool-figures.ts';
import { POOL_TEXTS } from './pool-texts.ts';
import { useResourceUnits } from './resource-units.ts';
import type { Pool } from './status.ts';

interface PoolCardProps {
  readonly accountId: string;
  readonly pool: Pool;
  /** Where the pool is topped up. */
  readonly topUp: string;
}

export function PoolCard({ accountId, pool, topUp }: PoolCardProps) {
  const words = useTexts(POOL_TEXTS);
  const language = useLanguage();
  const unitsOf = useResourceUnits();
  const parts = partsOf(pool);
  const count = (value: number) => formatCount(value, language);
  const id = `pool-${pool.resource}`;
  return (
    <article className="card pool" aria-labelledby={id}>
      <div className="pool-head">
        <h3 id={id}>{pool.resourceName[language]}</h3>
        <PoolState pool={pool} />
      </div>
      <p className="pool-left">
        <strong>{unitsOf(pool.resource, pool.available)}</strong>{' '}
        <span className="quiet">
          {words.available} · {words.of(count(parts.total))}
        </span>
      </p>
      <PoolBar parts={parts} />
      <dl className="pool-figures">
        <Figure look="available" name={words.available} value={count(parts.available)} />
        <Figure look="used" name={words.used} value={count(parts.used)} />
        <Figure look="expired" name={words.expired} value={count(parts.expired)} />
        {parts.refunded > 0 && <Figure look="refunded" name={words.refunded} value={count(parts.refunded)} />}
        <Figure name={words.total} value={count(parts.total)} />
        <Figure
          look={pool.arrears > 0 ? 'arrears' : undefined}
          name={words.arrears}
          value={count(pool.arrears)}
        />
      </dl>
      <div className="pool-outlook">
        {pool.nextExpiry !== null && (
          <p>
            {words.nextExpiry(unitsOf(pool.resource, pool.nextExpiry.units))}{' '}
            <LastDay accountId={accountId} at={pool.nextExpiry.at} />
          </p>
        )}
        <Forecast pool={pool} />
      </div>
      <p>
        <LinkButton href={topUp}>
          {words.topUp}
          <span className="unseen"> {pool.resourceName[language]}</span>
        </LinkButton>
      </p>
      <LotTable accountId={accountId} pool={pool} />
    </article>
  );
}

function PoolState({ pool: { suspended, arrears, available } }: { readonly pool: Pool }) {
  const words = useTexts(POOL_TEXTS);
  if (suspended) return <Badge look="danger">{words.suspended}</Badge>;
  if (arrears > 0) return <Badge look="danger">{words.arrears}</Badge>;
  return available === 0 ? <Badge look="caution">{words.usedUp}</Badge> : null;
}

interface FigureProps {
  readonly look?: 'available' | 'used' | 'expired' | 'refunded' | 'arrears' | undefined;
  readonly name: string;
  readonly value: ReactNode;
}

function Figure({ look, name, value }: FigureProps) {
  return (
    <div className={look}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Forecast({ pool: { resource, forecast } }: { readonly pool: Pool }) {
  const words = useTexts(POOL_TEXTS);
  const unitsOf = useResourceUnits();
  if (forecast === null) return null;
  const { exhaustsOn, unitsAtRisk } = forecast;
  return (
    <>
      {exhaustsOn !== null && (
        <p>
          {words.lastsUntil} <CalendarDay date={exhaustsOn} />
        </p>
      )}
      {unitsAtRisk > 0 && <p className="at-risk">{words.atRisk(unitsOf(resource, unitsAtRisk))}</p>}
    </>
  );
}
