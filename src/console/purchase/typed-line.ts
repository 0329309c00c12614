/** A line as a person fills it in, and as the API takes it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import type { LineBody } from './basket.ts';
import type { Wish } from './wish.ts';

type Sku = Schemas['Sku'];

export interface TypedLine {
  readonly quantity: string;
  /** Years or months, as the SKU has them. */
  readonly term: string;
  /** Id of the organization or consortium; empty for none. */
  readonly scopeId: string;
  readonly mode: string;
  readonly start: 'queue' | 'now';
  readonly noteName: string;
  readonly noteId: string;
  readonly token: string;
  readonly remarks: string;
}

/** The documents count with ten packages. */
const EXAMPLE_PACKAGES = 10;

/** How much an example is about: ten packages of what is sold in packages; null for what is counted one by one. */
export function exampleQuantity({ minimum, step, maximum }: Sku): number | null {
  const example = minimum * EXAMPLE_PACKAGES;
  return step === 1 || (maximum !== undefined && example > maximum) ? null : example;
}

/** What a form begins with: what the address wishes, or as little as can be bought for the shortest term. */
export function newLine({ minimum, term }: Sku, wish?: Wish): TypedLine {
  return {
    quantity: wish?.quantity ?? String(minimum),
    term: term === null ? '' : (wish?.term ?? String(term.minimum)),
    scopeId: wish?.scopeId ?? '',
    ...{ mode: '', start: 'queue', noteName: '', noteId: '', token: '', remarks: '' },
  };
}

/** True for work that is delivered, which takes a note. */
export function takesNote({ kind }: Pick<Sku, 'kind'>): boolean {
  return kind === 'service' || kind === 'maintenance';
}

/** True for what queues behind a period that is already paid, unless it is to start now. */
export function takesStart({ kind }: Pick<Sku, 'kind'>): boolean {
  return kind === 'subscription' || kind === 'resource-pack' || kind === 'term';
}

/** Who a line is for: services and subscriptions name an organization whatever the scope of the SKU is. */
export function scopeFieldOf(
  { kind, scope: own }: Pick<Sku, 'kind' | 'scope'>,
  scope: Sku['scope'],
): 'organizationId' | 'consortiumId' | null {
  if (scope === 'consortium') return 'consortiumId';
  if (scope === 'organization' || kind === 'service' || kind === 'maintenance') return 'organizationId';
  return own === 'organization' ? 'organizationId' : null;
}

/** The line as the body of an order has it. What is no number becomes 0, which the API refuses with its rule. */
export function lineBody(sku: Sku, scope: Sku['scope'], typed: TypedLine): LineBody {
  const scopeField = scopeFieldOf(sku, scope);
  const note = noteOf(typed);
  return {
    sku: sku.sku,
    quantity: numberIn(typed.quantity),
    ...(sku.term === null ? {} : { term: { count: numberIn(typed.term), unit: sku.term.unit } }),
    ...(scopeField === null || typed.scopeId === '' ? {} : { [scopeField]: typed.scopeId }),
    ...(typed.mode === '' ? {} : { mode: typed.mode }),
    ...(takesStart(sku) && typed.start === 'now' ? { start: 'now' as const } : {}),
    ...(takesNote(sku) && note !== null ? { note } : {}),
  };
}

function noteOf({ noteName, noteId, token, remarks }: TypedLine): NonNullable<LineBody['note']> | null {
  const entries = Object.entries({
    organizationName: noteName.trim(),
    organizationId: noteId.trim(),
    // A secret is taken as it is.
    token,
    remarks: remarks.trim(),
  }).filter(([, value]) => value !== '');
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function numberIn(typed: string): number {
  const number = Number(typed.trim() === '' ? NaN : typed);
  return Number.isFinite(number) ? number : 0;
}
