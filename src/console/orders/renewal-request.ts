/** What a person filled in to renew an order, as the body of the request. */
import type { Schemas } from '@prepaid-fulfilment/client';

type Body = Schemas['RenewOrderBody'];

/** A line that lasts for a term, as it was bought. */
export interface RenewableLine {
  readonly id: string;
  readonly term: NonNullable<Schemas['OrderLine']['term']>;
}

/** The name of the field with the length of a line's next term. */
export const termField = (lineId: string): string => `term ${lineId}`;

/**
 * The body from the fields of the form. Terms are left out if all are as they were, which renews the same lines; of others
 * those of 0 are not renewed.
 */
export function renewalBody(
  fields: Pick<FormData, 'get'>,
  lines: readonly RenewableLine[],
  terms: { readonly accepted: boolean; readonly version: string },
): Body {
  const wanted = lines.map(({ id, term }) => ({
    lineId: id,
    term: { ...term, count: Number(fields.get(termField(id))) },
    before: term.count,
  }));
  const isSame = wanted.every(({ term, before }) => term.count === before);
  return {
    termsAccepted: terms.accepted,
    termsVersion: terms.version,
    ...(isSame
      ? {}
      : { lines: wanted.filter(({ term }) => term.count > 0).map(({ lineId, term }) => ({ lineId, term })) }),
  };
}
