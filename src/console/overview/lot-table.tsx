/** The purchases of a resource that still have units, soonest end first. */
import { formatCount } from '../format/count.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import '../ui/table.css';
import { AccountDay, CalendarDay } from './account-day.tsx';
import { POOL_TEXTS } from './pool-texts.ts';
import type { Pool } from './status.ts';

export function LotTable({ accountId, pool }: { readonly accountId: string; readonly pool: Pool }) {
  const words = useTexts(POOL_TEXTS);
  const language = useLanguage();
  if (pool.lots.length === 0) return null;
  const isStored = pool.lots.some(({ storageYears }) => storageYears !== undefined);
  return (
    <details>
      <summary>{words.purchases}</summary>
      <table className="table">
        <caption className="unseen">
          {words.purchases} · {pool.resourceName[language]}
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.bought}</th>
            {isStored && <th scope="col">{words.storage}</th>}
            <th scope="col">{words.validThrough}</th>
            <th scope="col" className="number">
              {words.remaining}
            </th>
            <th scope="col" className="number wide-only">
              {words.credited}
            </th>
          </tr>
        </thead>
        <tbody>
          {pool.lots.map(
            ({ id, purchasedAt, storageYears, expiresOn, remaining, credited, renewals = [] }) => (
              <tr key={id}>
                <th scope="row">
                  <AccountDay accountId={accountId} at={purchasedAt} />
                  {renewals.length > 0 && (
                    <>
                      <br />
                      <span className="quiet">{words.renewals(renewals.length)}</span>
                    </>
                  )}
                </th>
                {isStored && <td>{storageYears === undefined ? '—' : words.years(storageYears)}</td>}
                <td>
                  <CalendarDay date={expiresOn} />
                </td>
                <td className="number">{formatCount(remaining, language)}</td>
                <td className="number wide-only">{formatCount(credited, language)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </details>
  );
}
