/** The certificate of an acceptance, made to be printed on A4. */
import type { AcceptanceCertificate } from '../../../application/entitlements/services/sign-off/certificate.ts';
import { SIGN_OFF_WORDS } from '../../../messages/sign-off-words.ts';
import { certificateView } from '../sign-off.ts';
import { addressOf, type Asked, type PageContent } from './document.ts';
import { factsOf, orderedFacts, timeOf } from './facts.ts';
import { markup, type Html } from './html.ts';

export function certificatePage(asked: Asked, certificate: AcceptanceCertificate): PageContent {
  const { language } = asked;
  const words = SIGN_OFF_WORDS[language];
  const { sold, service, acceptance } = certificate;
  const { id, record, orderId, serviceId, deliveryEvidence, deliveredAt, deliveredBy, acceptanceEvidence } =
    certificateView(certificate);
  const time = (at: typeof deliveredAt) => timeOf(at, sold.timeZone, language);
  const content = markup`<p>${words.certified}</p>
    <section>
      <h2>${words.ordered}</h2>
      ${orderedFacts(sold, service.mode, sold.timeZone, language, words)}
    </section>
    <section>
      <h2>${words.delivered}</h2>
      ${factsOf([
        [words.deliveredAt, time(deliveredAt)],
        [words.deliveredBy, deliveredBy],
        [words.note, deliveryEvidence?.note, 'wide'],
        [words.document, deliveryEvidence?.document?.name, 'wide'],
      ])}
    </section>
    <section>
      <h2>${words.acceptance}</h2>
      ${factsOf([
        [words.acceptedBy, acceptance.acceptedBy],
        [words.acceptedAt, time(acceptance.at)],
        [words.given, words.givers[acceptance.given]],
        [words.note, acceptanceEvidence?.note, 'wide'],
        [words.document, acceptanceEvidence?.document?.name, 'wide'],
      ])}
    </section>
    <section>
      <h2>${words.proof}</h2>
      ${factsOf([
        [words.certificateId, code(id), 'wide'],
        [words.recordedAt, time(record.recordedAt)],
        [words.recordHash, code(record.sha256), 'wide'],
        [words.hash, code(deliveryEvidence?.document?.sha256), 'wide'],
        [words.noteHash, code(deliveryEvidence?.noteSha256), 'wide'],
        [words.hash, code(acceptanceEvidence?.document?.sha256), 'wide'],
        [words.serviceId, code(serviceId)],
        [words.orderId, code(orderId)],
      ])}
    </section>
    <div class="signing"><p>${words.stamp}</p><p>${words.signature}</p></div>
    <p class="quiet">${words.issuedBy}</p>
    <p class="quiet unprinted">${words.print}</p>
    <p class="unprinted"><a class="file" href="${addressOf(asked, '')}">${words.back}</a></p>`;
  return { title: words.certificate, content, below: 'certificate' };
}

function code(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : markup`<code>${text}</code>`;
}
