/** Subscriptions and packs: their periods, and what follows each. */
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { AccountDay, LastDay } from './account-day.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { Overview } from './status.ts';

type Term = Overview['terms']['items'][number];

export function TermTable({ overview }: { readonly overview: Overview }) {
  const words = useTexts(OVERVIEW_TEXTS);
  const { accountId, terms, cover } = overview;
  if (terms.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="terms">
      <h2 id="terms">{words.terms}</h2>
      <table className="table" aria-labelledby="terms">
        <TableHead
          columns={[
            words.product,
            { name: words.from, look: 'wide-only' },
            words.until,
            { name: words.next, look: 'wide-only' },
            words.state,
          ]}
        />
        <tbody>
          {[...terms.items]
            .sort((one, other) => (one.from < other.from ? -1 : 1))
            .map((term) => (
              <TermRow
                key={term.id}
                accountId={accountId}
                term={term}
                coveredUntil={coverOf(term, cover.items)}
              />
            ))}
        </tbody>
      </table>
      {terms.more && <p className="quiet">{words.more}</p>}
    </section>
  );
}

/** Until when a running term and what follows it without a gap are paid. */
function coverOf(term: Term, cover: Overview['cover']['items']): string | undefined {
  if (term.state !== 'running') return undefined;
  return cover.find(({ sku, organizationId }) => sku === term.sku && organizationId === term.organizationId)
    ?.until;
}

interface TermRowProps {
  readonly accountId: string;
  readonly term: Term;
  readonly coveredUntil: string | undefined;
}

function TermRow({ accountId, term, coveredUntil }: TermRowProps) {
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const { name, organizationName, sets, from, until, state, renewals } = term;
  return (
    <tr>
      <th scope="row">
        {name[language]}
        <br />
        <span className="quiet">{[organizationName, words.sets(sets)].filter(Boolean).join(' · ')}</span>
      </th>
      <td className="wide-only">
        <AccountDay accountId={accountId} at={from} />
      </td>
      <td>
        <LastDay accountId={accountId} at={until} />
        {renewals.length > 0 && coveredUntil !== undefined && (
          <p className="quiet">
            {words.coveredUntil} <LastDay accountId={accountId} at={coveredUntil} />
          </p>
        )}
      </td>
      <td className="wide-only">
        {renewals.map((next) => (
          <p key={next.termId}>
            <AccountDay accountId={accountId} at={next.from} /> –{' '}
            <LastDay accountId={accountId} at={next.until} />
          </p>
        ))}
        {renewals.length === 0 && <span className="quiet">{words.nothingNext}</span>}
      </td>
      <td>
        <Badge look={state === 'running' ? 'good' : 'quiet'}>{words.termStates[state]}</Badge>
      </td>
    </tr>
  );
}
