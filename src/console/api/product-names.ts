/** Products by name in sentences of the API, which name them by SKU. */

const CODE = /\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\b/g;

/** True if the text may name a SKU. */
export function mayNameSkus(text: string): boolean {
  return text.search(CODE) !== -1;
}

/** The text with the name of each SKU in quotes in place of its code. Codes without a name stay. */
export function withProductNames(text: string, nameOf: (sku: string) => string | undefined): string {
  return text.replace(CODE, (code) => {
    const name = nameOf(code);
    return name === undefined ? code : `“${name}”`;
  });
}
