/** What a form about an agreement says, as the API takes it. */
import type { Schemas } from '@prepaid-fulfilment/client';

export type AgreementBody = Schemas['RecordAgreementBody'];

/** The document: a stored file, or name and hash of one that is stored elsewhere. */
export type AgreementDocument = AgreementBody['document'];

/** Fields of a form by name. */
interface Fields {
  get(name: string): unknown;
  getAll(name: string): readonly unknown[];
}

/** The body of `POST /v1/agreements`. What is empty is left out; parties stand one on a line. */
export function agreementBody(accountId: string, fields: Fields, document: AgreementDocument): AgreementBody {
  const text = (name: string) => textOf(fields.get(name));
  const validTo = text('validTo');
  const parties = text('parties')
    .split('\n')
    .map((party) => party.trim())
    .filter((party) => party !== '');
  return {
    accountId,
    number: text('number'),
    productLines: fields.getAll('productLines').map(textOf),
    signedOn: text('signedOn'),
    ...(validTo === '' ? {} : { validTo }),
    document,
    ...(parties.length === 0 ? {} : { parties }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
