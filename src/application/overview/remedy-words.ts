/** The words of remedies: names from the catalogue, times in the account's zone. */
import { findSku, type Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language, Localized } from '../../domain/json.ts';
import { fillBoth } from '../../messages/fill-text.ts';
import { formatInstant } from '../../messages/format.ts';
import { REMEDY_TEXTS, type RemedyTextKey } from '../../messages/remedies.ts';

/** Account time and zone, and where names come from. */
export interface RemedyContext {
  readonly catalogue: Catalogue;
  readonly now: Instant;
  readonly timeZone: string;
  /** Names of organizations by id. */
  readonly organizations: ReadonlyMap<string, string>;
}

type Word = string | ((language: Language) => string);

export function remedyText(key: RemedyTextKey, words: Readonly<Record<string, Word>>): Localized {
  return fillBoth(REMEDY_TEXTS[key], (language) =>
    Object.fromEntries(
      Object.entries(words).map(([place, word]) => [place, typeof word === 'string' ? word : word(language)]),
    ),
  );
}

/** The name of a SKU; its code once the catalogue no longer has it. */
export const skuWord =
  ({ catalogue }: RemedyContext, sku: string): Word =>
  (language) =>
    findSku(catalogue, sku)?.name[language] ?? sku;

export const instantWord =
  ({ timeZone }: RemedyContext, at: Instant): Word =>
  (language) =>
    formatInstant(at, timeZone, language);

export const organizationWord = ({ organizations }: RemedyContext, organizationId: string): string =>
  organizations.get(organizationId) ?? organizationId;
