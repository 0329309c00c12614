/** Why a step or a signal failed, as an operator reads it in the details of the workflow. */
import type { Language, Localized } from '../src/domain/json.ts';
import { ERROR_TEXTS } from '../src/messages/errors/error-texts.ts';
import { fillBoth } from '../src/messages/fill-text.ts';
import { wordOfFact } from '../src/messages/words.ts';
import { domainErrorIn } from './failure.ts';

interface ErrorDetails {
  readonly key?: string;
  readonly evidence?: Record<string, unknown>;
}

/** What crossed Temporal may name a key of another version. */
const texts: Readonly<Record<string, { readonly detail: Localized } | undefined>> = ERROR_TEXTS;

/** The sentence of a refusal with its facts in words; of other errors the message. */
export function errorText(failure: Error): Localized {
  const [details] = domainErrorIn(failure)?.details ?? [];
  const { key, evidence = {} } = (details ?? {}) as ErrorDetails;
  const known = key === undefined ? undefined : texts[key];
  if (known === undefined) {
    const message = failure.message.replace(/\s+/g, ' ');
    return { en: message, zh: message };
  }
  return fillBoth(known.detail, (language) => wordsOf(evidence, language));
}

function wordsOf(evidence: Record<string, unknown>, language: Language): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(evidence).map(([fact, value]) => [
      fact,
      typeof value === 'string' ? (wordOfFact(fact, value, language) ?? value) : value,
    ]),
  );
}
