/** Chooses the language of a response by `Accept-Language` and its weights (RFC 9110 §12.5.4). */
import type { Language } from '../../domain/json.ts';

const DEFAULT_LANGUAGE: Language = 'en';

/** Returns the language with the highest weight, the first of equal weights, or English if none is supported. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return DEFAULT_LANGUAGE;
  let best: Language = DEFAULT_LANGUAGE;
  let bestWeight = 0;
  for (const range of acceptLanguage.split(',')) {
    const [tag = '', ...parameters] = range.split(';');
    const language = languageOfTag(tag.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (language !== undefined && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

function languageOfTag(tag: string): Language | undefined {
  if (tag === '*') return DEFAULT_LANGUAGE;
  const [primary] = tag.split('-');
  return primary === 'en' || primary === 'zh' ? primary : undefined;
}

function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const match = /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/i.exec(parameter);
    if (match !== null) return Math.min(1, Number(match[1]));
  }
  return 1;
}
