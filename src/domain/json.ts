/** Plain JSON, the only kind of data that crosses Temporal, HTTP and MongoDB. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Text in the two languages of the product. */
export interface Localized {
  readonly en: string;
  readonly zh: string;
}
export type Language = keyof Localized;
