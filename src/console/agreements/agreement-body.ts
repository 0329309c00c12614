/** What the form of an agreement says, as the API takes it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { textIn } from '../api/form-text.ts';
import { overridesIn } from './overrides.ts';
import { pricesIn, type Pricing } from './prices.ts';

export type AgreementBody = Schemas['RecordAgreementBody'];

/** The document: a stored file, or name and hash of one that is stored elsewhere. */
export type AgreementDocument = AgreementBody['document'];

/** The body of `POST /v1/agreements`. What is empty is left out; parties stand one on a line. */
export function agreementBody(
  accountId: string,
  fields: FormData,
  document: AgreementDocument | null,
  pricing: Pricing,
): AgreementBody {
  const validTo = textIn(fields, 'validTo');
  const parties = textIn(fields, 'parties')
    .split('\n')
    .map((party) => party.trim())
    .filter((party) => party !== '');
  const prices = pricesIn(fields, pricing);
  const overrides = overridesIn(fields);
  return {
    accountId,
    number: textIn(fields, 'number'),
    productLines: fields.getAll('productLines').map(String),
    signedOn: textIn(fields, 'signedOn'),
    ...(validTo === '' ? {} : { validTo }),
    document: document ?? {},
    ...(parties.length === 0 ? {} : { parties }),
    ...(prices.length === 0 ? {} : { prices }),
    ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
  };
}

/** What the form lacks besides its required fields; null if it is complete. */
export function agreementLack(
  fields: FormData,
  document: AgreementDocument | null,
  pricing: Pricing,
): 'lines' | 'document' | 'price' | null {
  if (!fields.has('productLines')) return 'lines';
  if (document === null) return 'document';
  return pricesIn(fields, pricing).some(({ amountMinor }) => amountMinor === 0) ? 'price' : null;
}

/** The name of the field that a path of the body comes from: `prices[0].sku`, `overrides.graceHours`, `signedOn`. */
export function agreementField(path: string): string {
  const [, row, part] = /^prices\[(\d+)\]\.(\w+)/.exec(path) ?? [];
  if (row !== undefined) return `price-${row}-${part === 'sku' || part === 'region' ? part : 'amount'}`;
  return path.replace(/^overrides\.(\w+).*/, 'override-$1');
}
