/** One agreement: what was signed, when it holds, and its document. */
import { isProblem } from '@prepaid-fulfilment/client';
import { Link, useParams } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { FileLink } from '../files/file-link.tsx';
import { Fingerprint } from '../files/fingerprint.tsx';
import { formatDay } from '../format/instant.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Fact } from '../ui/fact.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { AGREEMENT_PAGE_TEXTS } from './agreement-page-texts.ts';
import { AgreementState } from './agreement-state.tsx';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import { useAgreement, type Agreement } from './use-agreements.ts';

export default function AgreementPage() {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAgreement(id);
  return (
    <Page title={words.title(data?.number ?? id)}>
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <AgreementFacts agreement={data} />}
    </Page>
  );
}

function AgreementFacts({ agreement }: { readonly agreement: Agreement }) {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const names = useTexts(AGREEMENTS_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  const { accountId, accountName, document, parties, productLines, signedOn, validTo } = agreement;
  const day = (date: string) => formatDay(date, 'UTC', language);
  return (
    <section className="card" aria-labelledby="agreement-facts">
      <h2 id="agreement-facts">{words.facts}</h2>
      <dl className="facts">
        <Fact name={names.state}>
          <AgreementState agreement={agreement} />
        </Fact>
        <Fact name={names.customer}>
          <Link href={`/customers/${encodeURIComponent(accountId)}`}>{accountName}</Link>
        </Fact>
        <Fact name={names.productLines}>{formatList(productLines.map(nameOf), language)}</Fact>
        <Fact name={names.signedOn}>{day(signedOn)}</Fact>
        <Fact name={names.validTo}>{validTo === null ? names.unlimited : day(validTo)}</Fact>
        <Fact name={names.document}>
          {document.fileId === undefined ? (
            document.name
          ) : (
            <FileLink id={document.fileId} name={document.name} />
          )}{' '}
          <Fingerprint sha256={document.sha256} />
        </Fact>
        {parties.length > 0 && <Fact name={names.parties}>{formatList(parties, language)}</Fact>}
      </dl>
    </section>
  );
}
