/** What was delivered, and a form to accept or reject it. What was typed stays where it was refused. */
import type { SignOff } from '../../../application/entitlements/services/sign-off/sign-off.ts';
import type { FileType } from '../../../contracts/files.ts';
import { SIGN_OFF_WORDS, type SignOffWords } from '../../../messages/sign-off-words.ts';
import { addressOf, type Asked, type PageContent } from './document.ts';
import { factsOf, orderedFacts, timeOf } from './facts.ts';
import { markup, type Html } from './html.ts';
import type { Command, FieldName, Refused } from './form-fields.ts';

/** Where the page is, and the focus, after the form was sent: at what was recorded, or at what is missing. */
const DECISION = 'decision';
const TARGET = markup` id="${DECISION}" tabindex="-1"`;

interface DeliveryPage {
  readonly signOff: SignOff;
  /** Media type of the stored photo or document; null if there is none. */
  readonly fileType: string | null;
  /** A form that was refused; absent if the page was opened. */
  readonly refused?: Refused | undefined;
}

const PHOTOS: readonly string[] = ['image/jpeg', 'image/png'] satisfies FileType[];

export function deliveryPage(asked: Asked, { signOff, fileType, refused }: DeliveryPage): PageContent {
  const { language } = asked;
  const words = SIGN_OFF_WORDS[language];
  const { service, timeZone, state, expiresAt } = signOff;
  const content = markup`${state !== 'delivered' && decidedOf(signOff, asked, words, refused)}
    <section>
      <h2>${words.ordered}</h2>
      ${orderedFacts(service, service.mode, timeZone, language, words)}
    </section>
    <section>
      <h2>${words.delivered}</h2>
      ${factsOf([
        [words.deliveredAt, timeOf(service.deliveredAt, timeZone, language)],
        [words.deliveredBy, service.deliveredBy],
        [words.note, service.evidence?.note, 'wide'],
        [words.document, documentOf(signOff, fileType, asked), 'wide'],
      ])}${service.evidence === null && markup`<p class="quiet">${words.noEvidence}</p>`}
    </section>
    ${state === 'delivered' && formOf(asked, words, refused)}
    <p class="quiet">${words.expires} ${timeOf(expiresAt, timeZone, language)}</p>`;
  const title = refused === undefined ? words.title : words.refusedTitle;
  return { title, heading: words.title, content, below: '' };
}

function documentOf(
  { service: { evidence } }: SignOff,
  fileType: string | null,
  { token }: Asked,
): Html | null {
  if (evidence === null || evidence.document === null) return null;
  const { name, sha256 } = evidence.document;
  if (fileType === null) return markup`${name}<code>SHA-256 ${sha256}</code>`;
  const address = `/v1/sign-off/${encodeURIComponent(token)}/evidence`;
  return markup`<a class="file" href="${address}" download="${name}">${name}</a>${
    PHOTOS.includes(fileType) && markup`<img src="${address}" alt="${name}" />`
  }<code>SHA-256 ${sha256}</code>`;
}

function noticeOf({ note }: Refused, words: SignOffWords): Html {
  return markup`<div class="notice" role="alert"${TARGET}><strong>${words.problem}</strong>${note.map(
    (sentence) => markup`<p>${sentence}</p>`,
  )}</div>`;
}

/** What was recorded, as the user said it. */
function decidedOf(
  { state, decision, timeZone }: SignOff,
  asked: Asked,
  words: SignOffWords,
  refused?: Refused,
): Html {
  // One place has the focus after the form: what was refused, else what was recorded.
  const notice = refused !== undefined && noticeOf(refused, words);
  const target = refused === undefined && TARGET;
  const at = decision === null ? null : timeOf(decision.at, timeZone, asked.language);
  if (state === 'rejected')
    return markup`${notice}<section${target}><h2>${words.rejected}</h2><p>${words.rejectedNote}</p>
      ${factsOf([
        [words.rejectedBy, decision?.person],
        [words.rejectedAt, at],
        [words.rejectionReason, decision?.reason, 'wide'],
      ])}</section>`;
  return markup`${notice}<section class="good"${target}><h2>${words.accepted}</h2><p>${words.acceptedNote}</p>
    ${factsOf([
      [words.acceptedBy, decision?.person],
      [words.acceptedAt, at],
    ])}</section>
    <a class="button" href="${addressOf(asked, 'certificate')}">${words.openCertificate}</a>`;
}

/** One form: the name is asked once. The reason is required by the button that sends it, not by the browser. */
function formOf(asked: Asked, words: SignOffWords, refused?: Refused): Html {
  const actionOf = (command: Command) => `${addressOf(asked, command)}#${DECISION}`;
  return markup`<section><h2>${words.decide}</h2>
${refused !== undefined && noticeOf(refused, words)}
<form method="post" action="${actionOf('accept')}">
${fieldOf('name', words.name, refused)}
<button>${words.accept}</button>
<details${refused?.command === 'reject' && markup` open`}><summary class="button second">${words.reject}</summary>
${fieldOf('reason', words.reason, refused)}
<button class="danger" formaction="${actionOf('reject')}">${words.sendRejection}</button>
</details></form></section>`;
}

function fieldOf(field: FieldName, label: string, refused?: Refused): Html {
  const typed = refused?.typed[field] ?? '';
  const error = refused?.errors[field];
  const invalid = error === undefined ? null : markup` aria-invalid="true" aria-describedby="${field}-error"`;
  const input =
    field === 'reason'
      ? markup`<textarea name="reason" maxlength="2000"${invalid}>
${typed}</textarea>`
      : markup`<input name="name" value="${typed}" required maxlength="200" autocomplete="name"${invalid}>`;
  return markup`<label>${label}${input}</label>${
    error !== undefined && markup`<p class="error" id="${field}-error">${error}</p>`
  }`;
}
