/** Lists the refunds of an order. */
import type { OrderId } from '../../domain/ids.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';

/** Newest first. */
export function listRefunds(
  { models }: Database,
  orderId: OrderId,
  page: PageRequest,
): Promise<Page<RefundDocument>> {
  return readPage<RefundDocument>(
    models.refunds,
    { scopes: [{ orderId }], sort: { createdAt: -1, _id: -1 } },
    page,
  );
}
