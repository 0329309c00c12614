/** Agreements in rows, page by page. */
import { Link } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { formatDay } from '../format/instant.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import '../ui/table.css';
import { AgreementState } from './agreement-state.tsx';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import { useAgreements, type Agreement, type AgreementQuery } from './use-agreements.ts';

interface AgreementsFoundProps {
  readonly query: AgreementQuery;
  /** What is said if there are none. */
  readonly none: string;
  /** Id of the heading. */
  readonly labelledBy: string;
}

export function AgreementsFound({ query, none, labelledBy }: AgreementsFoundProps) {
  const words = useTexts(AGREEMENTS_TEXTS);
  const list = useAgreements(query);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const agreements = data.pages.flatMap(({ items }) => items);
  if (agreements.length === 0) return <p>{none}</p>;
  const ofMany = query.accountId === undefined;
  return (
    <>
      <table className="table" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope="col">{words.agreement}</th>
            {ofMany && <th scope="col">{words.customer}</th>}
            <th scope="col" className="wide-only">
              {words.productLines}
            </th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="wide-only">
              {words.signedOn}
            </th>
            <th scope="col">{words.validTo}</th>
          </tr>
        </thead>
        <tbody>
          {agreements.map((agreement) => (
            <AgreementRow key={agreement.id} agreement={agreement} ofMany={ofMany} />
          ))}
        </tbody>
      </table>
      {error !== null && <FailureNotice error={error} />}
      <LoadMore list={list} />
    </>
  );
}

interface AgreementRowProps {
  readonly agreement: Agreement;
  readonly ofMany: boolean;
}

function AgreementRow({ agreement, ofMany }: AgreementRowProps) {
  const words = useTexts(AGREEMENTS_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  const { id, number, accountId, accountName, productLines, signedOn, validTo } = agreement;
  // Calendar dates of the customer have no zone.
  const day = (date: string) => formatDay(date, 'UTC', language);
  return (
    <tr>
      <th scope="row">
        <Link href={`/agreements/${encodeURIComponent(id)}`}>{number}</Link>
      </th>
      {ofMany && (
        <td>
          <Link href={`/customers/${encodeURIComponent(accountId)}`}>{accountName}</Link>
        </td>
      )}
      <td className="wide-only">{formatList(productLines.map(nameOf), language)}</td>
      <td>
        <AgreementState agreement={agreement} />
      </td>
      <td className="wide-only">{day(signedOn)}</td>
      <td>{validTo === null ? words.unlimited : day(validTo)}</td>
    </tr>
  );
}
