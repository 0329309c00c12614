/** Renders a domain error as `application/problem+json` (RFC 9457) in the caller's language. */
import type { Problem, ProblemEntry } from '../../contracts/problem.ts';
import { isInstant } from '../../domain/instant.ts';
import type { Language, Localized } from '../../domain/json.ts';
import type { ErrorCode } from '../../domain/error-table.ts';
import type { DomainError, Violation } from '../../domain/errors.ts';
import { wordedFacts, type FactWording } from '../../messages/errors/error-facts.ts';
import { closedUp, fillText } from '../../messages/fill-text.ts';
import { ERROR_TEXTS } from '../../messages/errors/error-texts.ts';
import { ERROR_TITLES } from '../../messages/errors/error-titles.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Returns the stable URL of the page that explains a code. */
function problemTypeOf(code: ErrorCode): string {
  return `/problems/${code}`;
}

export interface ProblemContext extends FactWording {
  readonly requestId: string;
}

/** Returns the body of a problem. Its texts come from `ERROR_TEXTS`, with placeholders filled from the evidence. */
export function problemOf(error: DomainError, { requestId, ...wording }: ProblemContext): Problem {
  const { language } = wording;
  const { code, evidence, rule } = error;
  const { detail, remedy } = ERROR_TEXTS[error.key];
  const { errors, words = {} } = error.details;
  const facts = { ...wordedFacts(evidence, wording), ...wordsIn(words, language) };
  return {
    type: problemTypeOf(code),
    title: ERROR_TITLES[code][language],
    status: error.status,
    detail: closedUp(fillText(detail[language], facts)),
    code,
    requestId,
    ...(rule === undefined ? {} : { rule }),
    ...(Object.keys(evidence).length === 0 ? {} : { evidence: { ...evidence } }),
    remedy: closedUp(fillText(remedy[language], facts)),
    ...(errors === undefined ? {} : { errors: errors.map((entry) => problemEntryOf(entry, language)) }),
  };
}

function wordsIn(words: Readonly<Record<string, Localized>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([place, word]) => [place, word[language]]));
}

/** True if the texts of the problem contain a time, which must be shown in the account's time zone. */
export function statesTime({ key, evidence, details: { words = {} } }: DomainError): boolean {
  const { detail, remedy } = ERROR_TEXTS[key];
  const text = `${detail.en}${remedy.en}`;
  return Object.entries(evidence).some(
    ([name, value]) =>
      typeof value === 'string' && isInstant(value) && !(name in words) && text.includes(`{${name}}`),
  );
}

/** Returns an entry of `errors` in the caller's language, as problems and quotes list it. */
export function problemEntryOf(
  { path, code, message, rule, remedy }: Violation,
  language: Language,
): ProblemEntry {
  return {
    path,
    code,
    message: message[language],
    ...(rule === undefined ? {} : { rule }),
    ...(remedy === undefined ? {} : { remedy: remedy[language] }),
  };
}
