/** The certificate of an accepted service, made to be printed on A4. Its times are in the zone of the customer. */
import { isProblem, type Schemas } from '@prepaid-fulfilment/client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatInstant, zoneName } from '../format/instant.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import './certificate-page.css';
import { CERTIFICATE_TEXTS } from './certificate-texts.ts';
import './service-page.css';
import { SERVICES_KEY } from './use-services.ts';

export default function CertificatePage() {
  const words = useTexts(CERTIFICATE_TEXTS);
  const api = useApi();
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useQuery({
    queryKey: [...SERVICES_KEY, 'certificate', id],
    queryFn: ({ signal }) => api.get('/v1/services/{id}/certificate', { path: { id }, signal }),
  });
  return (
    <Page title={words.title}>
      <div className="choices unprinted">
        {data !== undefined && (
          <Button look="primary" onClick={() => print()}>
            {words.print}
          </Button>
        )}
        <Link href={`/services/${encodeURIComponent(id)}`}>{words.back}</Link>
      </div>
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <p className="quiet unprinted">{words.printHint}</p>}
      {data !== undefined && <CertificateParts certificate={data} />}
    </Page>
  );
}

function CertificateParts({ certificate }: { readonly certificate: Schemas['Certificate'] }) {
  const words = useTexts(CERTIFICATE_TEXTS);
  const language = useLanguage();
  const { timeZone, deliveryEvidence, acceptanceEvidence, record } = certificate;
  const time = (at: string) => (
    <time dateTime={at}>
      {words.inZone(formatInstant(at, timeZone, language), zoneName(timeZone, language, Date.parse(at)))}
    </time>
  );
  return (
    <>
      <p>{words.certified}</p>
      <Part title={words.ordered}>
        <Fact name={words.service}>{certificate.name[language]}</Fact>
        <Fact name={words.mode}>{certificate.mode}</Fact>
        <Fact name={words.organization}>{certificate.organizationName}</Fact>
        <Fact name={words.customer}>{certificate.accountName}</Fact>
        <Fact name={words.reference}>{certificate.orderReference}</Fact>
        <Fact name={words.orderedAt}>{time(certificate.orderedAt)}</Fact>
      </Part>
      <Part title={words.delivered}>
        <Fact name={words.deliveredAt}>{time(certificate.deliveredAt)}</Fact>
        <Fact name={words.deliveredBy}>{certificate.deliveredBy}</Fact>
        <Fact name={words.note}>{deliveryEvidence?.note}</Fact>
        <Fact name={words.document}>{deliveryEvidence?.document?.name}</Fact>
      </Part>
      <Part title={words.acceptance}>
        <Fact name={words.acceptedBy}>{certificate.acceptedBy}</Fact>
        <Fact name={words.acceptedAt}>{time(certificate.acceptedAt)}</Fact>
        <Fact name={words.given}>{words.givers[certificate.given]}</Fact>
        <Fact name={words.note}>{acceptanceEvidence?.note}</Fact>
        <Fact name={words.document}>{acceptanceEvidence?.document?.name}</Fact>
      </Part>
      <Part title={words.proof}>
        <Fact name={words.certificateId}>
          <code>{certificate.id}</code>
        </Fact>
        <Fact name={words.recordedAt}>{time(record.recordedAt)}</Fact>
        <Hash name={words.recordHash} value={record.sha256} />
        <Hash name={words.documentHash} value={deliveryEvidence?.document?.sha256} />
        <Hash name={words.noteHash} value={deliveryEvidence?.noteSha256} />
        <Hash name={words.documentHash} value={acceptanceEvidence?.document?.sha256} />
        <Hash name={words.noteHash} value={acceptanceEvidence?.noteSha256} />
        <Fact name={words.serviceId}>
          <code>{certificate.serviceId}</code>
        </Fact>
        <Fact name={words.orderId}>
          <code>{certificate.orderId}</code>
        </Fact>
      </Part>
      <div className="signing">
        <p>{words.stamp}</p>
        <p>{words.signature}</p>
      </div>
      <p className="quiet">{words.issuedBy}</p>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <dl className="facts">{children}</dl>
    </section>
  );
}

/** Nothing, if there is nothing to say. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="said">{children}</dd>
    </div>
  );
}

function Hash({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div className="whole-line">
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
