/**
 * The facts of a refusal as its sentences say them: local time, counts with their thousands set apart, words for values,
 * names for codes of the catalogue.
 */
import { isCalendarDate, isTimeZone } from '../domain/calendar.ts';
import {
  contactOf,
  findProductLine,
  findResource,
  SALES_CONTACT,
  type CatalogueDefinitions,
} from '../domain/catalogue/catalogue.ts';
import { isInstant } from '../domain/instant.ts';
import type { Json, JsonObject, Language } from '../domain/json.ts';
import { formatInteger } from '../domain/money.ts';
import { formatDate, formatInstant, formatList } from './format.ts';
import { wordOfFact } from './words.ts';

export interface FactWording {
  readonly language: Language;
  /** Names of resources and product lines; codes stay where there is none yet. */
  readonly catalogue?: CatalogueDefinitions | null | undefined;
}

/** Every fact of the evidence in words. Instants are in the `timeZone` of the evidence, else in UTC. */
export function wordedFacts(evidence: JsonObject, wording: FactWording): Record<string, string> {
  const { timeZone } = evidence;
  const productLine = evidence['productLine'];
  const contact =
    wording.catalogue && typeof productLine === 'string'
      ? contactOf(wording.catalogue, productLine)
      : SALES_CONTACT;
  const zone = typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : 'UTC';
  const facts = Object.entries(evidence).flatMap(([name, value]) => {
    const words = wordsOf(name, value, zone, wording);
    return words === undefined ? [] : [[name, words] as const];
  });
  return { contact: contact[wording.language], ...Object.fromEntries(facts) };
}

function wordsOf(
  name: string,
  value: Json | undefined,
  zone: string,
  wording: FactWording,
): string | undefined {
  const { language } = wording;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? formatInteger(value) : String(value);
  if (typeof value === 'string') return textOf(name, value, zone, wording);
  if (Array.isArray(value)) {
    const items = value.flatMap((item: Json) => wordsOf(name, item, zone, wording) ?? []);
    return formatList(items, language, { lastWord: 'or' });
  }
  return undefined;
}

function textOf(name: string, value: string, zone: string, { language, catalogue }: FactWording): string {
  if (isInstant(value)) {
    const time = formatInstant(value, zone, language);
    // English names the zone; in Chinese it is said where it is not the reader's own.
    return language === 'zh' && zone === 'UTC' ? `${time}（UTC）` : time;
  }
  if (isCalendarDate(value)) return formatDate(value, language);
  if (name === 'resource' && catalogue) return findResource(catalogue, value)?.name[language] ?? value;
  if (name === 'productLine' && catalogue) return findProductLine(catalogue, value)?.name[language] ?? value;
  // Lists came as one text before they were worded.
  const values = name === 'possible' || name === 'roles' ? value.split(', ') : [value];
  const words = values.flatMap((one) => wordOfFact(name, one, language) ?? []);
  return words.length === 0 ? value : formatList(words, language, { lastWord: 'or' });
}
