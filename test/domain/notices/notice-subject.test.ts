/** What notices are about: those with one subject are ordered, and no other. */
import { subjectOf } from '../../../src/domain/notices/notice-subject.ts';
import type { NoticeKind } from '../../../src/domain/kinds.ts';

const of = (kind: NoticeKind, payload: Record<string, string>, accountId = 'acc_1') =>
  subjectOf({ kind, accountId, payload });

test('lots, warnings and arrears of a resource concern its pool in the account', () => {
  const pool = of('pool.low', { resource: 'inspection' });
  expect(of('lot.credited', { resource: 'inspection', lotId: 'lot_1' })).toBe(pool);
  expect(of('arrears.cleared', { resource: 'inspection', sku: 'A' })).toBe(pool);
  expect(of('service.suspended', { resource: 'inspection' })).toBe(pool);
  expect(of('pool.low', { resource: 'case' })).not.toBe(pool);
  expect(of('pool.low', { resource: 'inspection' }, 'acc_2')).not.toBe(pool);
});

test('periods of one SKU concern one cover for each organization or consortium, with the arrears after their end', () => {
  const cover = of('term.ended', { sku: 'A', organizationId: 'org_1', termId: 'trm_1' });
  expect(of('term.activated', { sku: 'A', organizationId: 'org_1', termId: 'trm_2' })).toBe(cover);
  expect(of('arrears.opened', { sku: 'A', organizationId: 'org_1', episodeId: 'epi_1' })).toBe(cover);
  expect(of('term.ended', { sku: 'A', organizationId: 'org_2' })).not.toBe(cover);
  expect(of('licence.ended', { sku: 'A', consortiumId: 'con_1' })).not.toBe(cover);
  expect(of('term.ended', { sku: 'B', organizationId: 'org_1' })).not.toBe(cover);
});

test('orders and the services of their lines are apart', () => {
  expect(of('order.paid', { orderId: 'ord_1' })).toBe(of('crediting.late', { orderId: 'ord_1' }));
  expect(of('service.started', { orderId: 'ord_1', lineId: 'lin_1' })).toBe(
    of('service.ended', { orderId: 'ord_1', lineId: 'lin_1' }),
  );
  expect(of('service.started', { orderId: 'ord_1', lineId: 'lin_1' })).not.toBe(
    of('order.paid', { orderId: 'ord_1' }),
  );
});
