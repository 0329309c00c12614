/** What an address asks to buy: a link of a remedy fills in a line. */

export interface Wish {
  readonly sku: string | null;
  readonly quantity: string | null;
  readonly term: string | null;
  /** Id of the organization or consortium that it is for. */
  readonly scopeId: string | null;
}

/** The wish of the query of an address: `sku=…&quantity=10000&term=1&consortiumId=…`. */
export function wishIn(search: string): Wish {
  const query = new URLSearchParams(search);
  return {
    sku: query.get('sku'),
    quantity: query.get('quantity'),
    term: query.get('term'),
    scopeId: query.get('consortiumId') ?? query.get('organizationId'),
  };
}
