/** Facts in pairs, and what was delivered, on the pages behind a sign-off link. */
import type { SignOff } from '../../../application/entitlements/services/sign-off/sign-off.ts';
import type { AcceptanceCertificate } from '../../../application/entitlements/services/sign-off/certificate.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Language } from '../../../domain/json.ts';
import { chineseZoneName, formatInstant } from '../../../messages/format.ts';
import type { SignOffWords } from '../../../messages/sign-off-words.ts';
import { markup, type Html } from './html.ts';

export type Fact = readonly [name: string, value: string | Html | null | undefined, look?: 'wide'];

/** Leaves out facts that there are not. */
export function factsOf(facts: readonly Fact[]): Html {
  const shown = facts.flatMap(([name, value, look = '']) =>
    value === null || value === undefined
      ? []
      : [
          markup`<div class="${look}">
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
  return markup`<dl>${shown}</dl>`;
}

/** An instant in the zone of the customer, which it names. */
export function timeOf(instant: Instant, timeZone: string, language: Language): Html {
  const text = formatInstant(instant, timeZone, language);
  return markup`<time datetime="${instant}">${language === 'zh' ? `${text}（${chineseZoneName(timeZone, instant)}）` : text}</time>`;
}

type Ordered = Pick<
  SignOff['service'] & AcceptanceCertificate['sold'],
  'name' | 'organizationName' | 'accountName' | 'orderReference' | 'orderedAt'
>;

export function orderedFacts(
  ordered: Ordered,
  mode: string | null,
  timeZone: string,
  language: Language,
  words: SignOffWords,
): Html {
  return factsOf([
    [words.service, ordered.name[language], 'wide'],
    [words.mode, mode],
    [words.organization, ordered.organizationName],
    [words.account, ordered.accountName],
    [words.reference, ordered.orderReference],
    [words.orderedAt, timeOf(ordered.orderedAt, timeZone, language)],
  ]);
}
