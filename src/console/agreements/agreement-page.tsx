/** One agreement: what was signed, whether it holds, its document, prices and terms, and its end. */
import { isProblem } from '@prepaid-fulfilment/client';
import { Link, useParams } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { AgreementFacts } from './agreement-facts.tsx';
import { AgreementOverrides } from './agreement-overrides.tsx';
import { AGREEMENT_PAGE_TEXTS } from './agreement-page-texts.ts';
import { AgreementPrices } from './agreement-prices.tsx';
import { useAgreement } from './use-agreements.ts';

export default function AgreementPage() {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAgreement(id);
  return (
    <Page
      title={words.title(data?.number ?? id)}
      above={
        data !== undefined && (
          <Link href={`/customers/${encodeURIComponent(data.accountId)}`}>{data.accountName}</Link>
        )
      }
    >
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <AgreementFacts agreement={data} />
          <AgreementPrices agreement={data} />
          <AgreementOverrides agreement={data} />
        </>
      )}
    </Page>
  );
}
