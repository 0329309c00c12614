/** Where a remedy is taken: the purchase page with what to order, the order, or the service. */
import type { Remedy } from './status.ts';

/** What a page of purchases begins with, all of it optional. */
interface Wish {
  readonly sku?: string;
  readonly quantity?: number;
  /** Years or months of storage or of use. */
  readonly term?: { readonly count: number; readonly unit: string };
  readonly organizationId?: string;
  readonly consortiumId?: string;
}

/** The purchase page of an account, with a line filled in. */
export function buyLink(accountId: string, { term, ...wish }: Wish = {}): string {
  const query = new URLSearchParams({ accountId });
  for (const [name, value] of Object.entries({ ...wish, term: term?.count })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `/buy?${query.toString()}`;
}

/** Null for a remedy that has no page. */
export function remedyLink(accountId: string, { kind, orderId, serviceId, request }: Remedy): string | null {
  switch (kind) {
    case 'top_up':
    case 'buy_software':
      return buyLink(accountId, lineOf(request?.body) ?? {});
    case 'accept_service':
    case 'start_service':
      return serviceId === undefined ? null : `/services/${encodeURIComponent(serviceId)}`;
    case 'pay_order':
      return orderId === undefined ? null : `/orders/${encodeURIComponent(orderId)}/pay`;
    default:
      return orderId === undefined ? null : `/orders/${encodeURIComponent(orderId)}`;
  }
}

/** The line that the request of a remedy orders. */
function lineOf(body: Readonly<Record<string, unknown>> | undefined): Wish | undefined {
  const lines = body?.['lines'];
  return Array.isArray(lines) ? (lines[0] as Wish | undefined) : undefined;
}
