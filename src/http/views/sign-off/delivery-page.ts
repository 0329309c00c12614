/** What was delivered, and two forms to accept or reject it. What was typed stays where a form was refused. */
import type { SignOff } from '../../../application/entitlements/services/sign-off/sign-off.ts';
import type { FileType } from '../../../contracts/files.ts';
import { SIGN_OFF_WORDS, type SignOffWords } from '../../../messages/sign-off-words.ts';
import { addressOf, type Asked, type PageContent } from './document.ts';
import { factsOf, orderedFacts, timeOf } from './facts.ts';
import { markup, type Html } from './html.ts';
import type { Refused } from './form-fields.ts';

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
  const content = markup`${refused !== undefined && noticeOf(refused, words)}
    ${state !== 'delivered' && decidedOf(state, asked, words)}
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
    ${state === 'delivered' && formsOf(asked, words, refused)}
    <p class="quiet">${words.expires} ${timeOf(expiresAt, timeZone, language)}</p>`;
  const title = refused === undefined ? words.title : `${words.problem}: ${words.title}`;
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
  return markup`<p class="notice" role="alert"><strong>${words.problem}</strong><br />${note}</p>`;
}

function decidedOf(state: 'accepted' | 'rejected', asked: Asked, words: SignOffWords): Html {
  if (state === 'rejected')
    return markup`<p class="notice"><strong>${words.rejected}</strong><br />${words.rejectedNote}</p>`;
  return markup`<p class="good"><strong>${words.accepted}</strong><br />${words.acceptedNote}</p>
    <a class="button" href="${addressOf(asked, 'certificate')}">${words.openCertificate}</a>`;
}

function formsOf(asked: Asked, words: SignOffWords, refused?: Refused): Html {
  const accepting = refused?.command === 'accept' ? refused : undefined;
  const rejecting = refused?.command === 'reject' ? refused : undefined;
  const name = { label: words.name, autocomplete: 'name' };
  return markup`<section><h2>${words.decide}</h2>
<form method="post" action="${addressOf(asked, 'accept')}">
${fieldOf('acceptedBy', name, accepting)}
<button>${words.accept}</button>
</form>
<details${rejecting === undefined ? null : markup` open`}><summary>${words.wrong}</summary>
<form method="post" action="${addressOf(asked, 'reject')}">
${fieldOf('rejectedBy', name, rejecting)}
${fieldOf('reason', { label: words.reason }, rejecting)}
<button class="danger">${words.reject}</button>
</form></details></section>`;
}

type FieldName = 'acceptedBy' | 'rejectedBy' | 'reason';

/** The first field that is wrong gets the focus. */
function fieldOf(
  field: FieldName,
  { label, autocomplete }: { readonly label: string; readonly autocomplete?: string },
  refused?: Refused,
): Html {
  const typed = refused?.typed[field] ?? '';
  const error = refused?.errors[field];
  const isFirst = refused !== undefined && Object.keys(refused.errors)[0] === field;
  const invalid =
    error === undefined
      ? null
      : markup` aria-invalid="true" aria-describedby="${field}-error"${isFirst && markup` autofocus`}`;
  const completed = autocomplete === undefined ? null : markup` autocomplete="${autocomplete}"`;
  const input =
    field === 'reason'
      ? markup`<textarea name="reason" required maxlength="2000"${invalid}>
${typed}</textarea>`
      : markup`<input name="${field}" value="${typed}" required maxlength="200"${completed}${invalid}>`;
  return markup`<label>${label}${input}</label>${
    error !== undefined && markup`<p class="error" id="${field}-error">${error}</p>`
  }`;
}
