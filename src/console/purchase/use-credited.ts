/** What an order became: its lots, licences and terms. Those of the account that are newest are read; an order has few. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import type { Order } from '../orders/use-order.ts';

const MOST = 200;

export function useCredited(order: Order) {
  const api = useApi();
  const { accountId, lines } = order;
  const entitlements = lines.flatMap((line) => line.entitlements);
  const ids = entitlements.map(({ id }) => id);
  const has = (kind: string) => entitlements.some((entitlement) => entitlement.kind === kind);
  return useQuery({
    queryKey: ['credited', order.id, ids],
    enabled: has('lot') || has('licence') || has('term'),
    queryFn: async ({ signal }) => {
      const call = { path: { id: accountId }, query: { limit: MOST }, signal };
      const [lots, licences, terms] = await Promise.all([
        has('lot') ? api.get('/v1/accounts/{id}/lots', call) : null,
        has('licence') ? api.get('/v1/accounts/{id}/licences', call) : null,
        has('term') ? api.get('/v1/accounts/{id}/terms', call) : null,
      ]);
      const ofOrder = ({ orderId }: { readonly orderId: string | null }) => orderId === order.id;
      return {
        lots: lots?.items.filter(ofOrder) ?? [],
        licences: licences?.items.filter(ofOrder) ?? [],
        terms: terms?.items.filter(ofOrder) ?? [],
      };
    },
  });
}

export type Credited = NonNullable<ReturnType<typeof useCredited>['data']>;
