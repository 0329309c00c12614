/** What was delivered, why it was rejected, and who accepted it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { FileLink } from '../files/file-link.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import type { Service } from './next-step.ts';
import { SERVICE_PAGE_TEXTS } from './service-page-texts.ts';
import { SERVICE_TEXTS } from './service-texts.ts';

interface OfService {
  readonly service: Service;
}

export function ServiceRejections({ service: { accountId, rejections } }: OfService) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const names = useTexts(SERVICE_TEXTS);
  if (rejections.length === 0) return null;
  return (
    <section className="card" aria-labelledby="service-rejections">
      <h2 id="service-rejections">{words.rejections}</h2>
      <ul className="service-rejections">
        {[...rejections].reverse().map(({ at, rejectedBy, reason }) => (
          <li key={`${at} ${reason}`}>
            <p className="said">{reason}</p>
            <p className="quiet">
              <AccountTime accountId={accountId} at={at} /> · {names.rejectedBy(rejectedBy)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ServiceDelivery({ service }: OfService) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const names = useTexts(SERVICE_TEXTS);
  const { accountId, deliveredAt, deliveryEvidence } = service;
  if (deliveredAt === undefined) return null;
  return (
    <section className="card" aria-labelledby="service-delivery">
      <h2 id="service-delivery">{words.delivery}</h2>
      <p className="quiet">
        {names.deliveredAt} <AccountTime accountId={accountId} at={deliveredAt} />
      </p>
      {deliveryEvidence === undefined ? <p>{words.noEvidence}</p> : <Evidence evidence={deliveryEvidence} />}
    </section>
  );
}

export function ServiceAcceptance({ service: { id, accountId, acceptance } }: OfService) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const names = useTexts(SERVICE_TEXTS);
  if (acceptance === undefined) return null;
  const { acceptedBy, at, evidence, given } = acceptance;
  return (
    <section className="card" aria-labelledby="service-acceptance">
      <h2 id="service-acceptance">{words.acceptance}</h2>
      <dl className="facts">
        <div>
          <dt>{words.acceptedBy}</dt>
          <dd>
            {acceptedBy} · {words.given[given]}
          </dd>
        </div>
        <div>
          <dt>{names.acceptedAt}</dt>
          <dd>
            <AccountTime accountId={accountId} at={at} />
          </dd>
        </div>
      </dl>
      {evidence !== undefined && <Evidence evidence={evidence} />}
      <p>
        <Link href={`/services/${encodeURIComponent(id)}/certificate`}>{words.certificate}</Link>
      </p>
    </section>
  );
}

function Evidence({ evidence: { note, document } }: { readonly evidence: Schemas['EvidenceOfService'] }) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  return (
    <dl className="facts">
      {note !== undefined && (
        <div>
          <dt>{words.evidenceNote}</dt>
          <dd className="said">{note}</dd>
        </div>
      )}
      {document !== undefined && (
        <>
          <div>
            <dt>{words.evidenceFile}</dt>
            <dd>
              {document.fileId === undefined ? (
                document.name
              ) : (
                <FileLink id={document.fileId} name={document.name} />
              )}
            </dd>
          </div>
          <div>
            <dt>{words.hash}</dt>
            <dd>
              <code>{document.sha256}</code>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
