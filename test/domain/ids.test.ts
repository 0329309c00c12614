import type { AccountId, LotId, OrderId } from '../../src/domain/ids.ts';
import { derivedId, newId } from '../../src/infra/ids.ts';

const charge = (accountId: AccountId, orderId: OrderId): string => `${accountId} ${orderId}`;
const byLot = (lotIds: readonly LotId[]): number => lotIds.length;

describe('ids', () => {
  it('of two kinds cannot be exchanged: the compiler refuses it', () => {
    const accountId = newId('acc');
    const orderId = derivedId('ord', 'natural key');

    expect(charge(accountId, orderId)).toBe(`${accountId} ${orderId}`);
    // @ts-expect-error An order's id where an account's is expected, and the other way round.
    charge(orderId, accountId);
    // @ts-expect-error Orders in a list of lots.
    byLot([orderId]);
  });

  it('that arrive as plain text are accepted, because their schema has checked them', () => {
    const fromOutside: string = 'acc_1';

    expect(charge(fromOutside, 'ord_1')).toBe('acc_1 ord_1');
  });
});
