/** What operators read in the Temporal UI: no codes, no minor units, times in the account's zone, both languages. */
import { ORDER_STATES, type OrderState } from '../../src/domain/orders/states.ts';
import { boughtText, orderSummary, type OrderLine } from '../../src/messages/operator-view/order-lines.ts';
import { orderOperatorView, type OrderFacts } from '../../src/messages/operator-view/order-details.ts';

const INSPECTIONS: OrderLine = {
  name: { en: 'Cloud inspections by quantity, stored 15 years', zh: '云检查资源（按量，存储 15 年）' },
  term: null,
  formula: {
    en: '10,000 inspections × 4.37 USD per inspection (15-year package) = 43,700.00 USD',
    zh: '10,000 例次 × 4.37 美元/例次（15 年包） = 43,700.00 美元',
  },
  fulfilment: { kind: 'lot', resource: 'inspection', storageYears: 15, lifeYears: 1 },
  amount: { amountMinor: 4_370_000, currency: 'USD' },
  state: 'credited',
  entitlements: [{ kind: 'lot', id: 'lot_1' }],
  services: null,
};
const WORK: OrderLine = {
  name: { en: 'Delivery service', zh: '交付服务' },
  term: null,
  formula: {
    en: '3 services × 100.00 USD per service = 300.00 USD',
    zh: '3 次 × 100.00 美元/次 = 300.00 美元',
  },
  fulfilment: { kind: 'service', startWithinYears: 1, term: null },
  amount: { amountMinor: 30_000, currency: 'USD' },
  state: 'available',
  entitlements: [],
  services: { counts: { available: 2, accepted: 1 }, endedAt: null },
};
const SOFTWARE: OrderLine = {
  ...WORK,
  name: { en: 'AIMIS software, Basic Edition', zh: 'AIMIS 软件基础版' },
  term: { count: 3, unit: 'year' },
  formula: { en: '1 set × 10.00 USD per set', zh: '1 套 × 10.00 美元/套' },
  services: null,
};

const ORDER: OrderFacts = {
  orderId: 'ord_1',
  accountId: 'acc_1',
  sandbox: false,
  timeZone: 'Asia/Shanghai',
  state: 'active',
  held: false,
  needsAttention: true,
  nextDeadline: { id: 'lot.expires:lot_1', kind: 'lot.expires', at: '2027-03-09T16:00:00.000Z' },
  agreementRequired: true,
  agreementId: 'agr_1',
  payment: {
    paymentId: 'pay_1',
    state: 'captured',
    capturedAt: '2026-03-09T01:00:00.000Z',
    method: 'online',
  },
  total: { amountMinor: 4_400_000, currency: 'USD' },
  lines: [
    { id: 'lin_1', ...INSPECTIONS },
    { id: 'lin_2', ...WORK },
  ],
  services: [{ _id: 'svc_1', lineId: 'lin_2', state: 'available' }],
  commands: [
    {
      at: '2026-03-10T01:00:00.000Z',
      type: 'service.accepted',
      actor: 'ticket-5',
      reason: 'Dr. Chen said so',
      facts: { evidenceId: 'evi_1' },
    },
    { at: '2026-03-09T00:00:00.000Z', type: 'order.held', actor: 'key_1', reason: 'Dispute', facts: {} },
  ],
};

test('the summary says what was bought and for how much', () => {
  const { total } = ORDER;
  expect(orderSummary({ lines: [INSPECTIONS], total: INSPECTIONS.amount })).toBe(
    '10,000 inspections, stored 15 years · USD 43,700.00',
  );
  expect(orderSummary({ lines: [INSPECTIONS, WORK], total })).toBe(
    '10,000 inspections, stored 15 years; Delivery service: 3 services · USD 44,000.00',
  );
  expect(boughtText(SOFTWARE, 'en')).toBe('AIMIS software, Basic Edition: 1 set, 3 years');
  expect(boughtText(SOFTWARE, 'zh')).toBe('AIMIS 软件基础版：1 套，3 年');
  const many = orderSummary({ lines: Array<OrderLine>(50).fill(SOFTWARE), total });
  expect(many).toMatch(/3 years and 47 more · USD 44,000\.00$/);
  expect(Buffer.byteLength(many)).toBeLessThanOrEqual(200);
});

test('the details of an order are one table in two languages, under links to the API', () => {
  const { waitsFor, details } = orderOperatorView(ORDER, 'https://api.example');
  expect(waitsFor).toBe('the units to expire on 10 March 2027, 00:00 (Asia/Shanghai)');
  expect(details.split('\n')).toEqual([
    '[Order ord_1](https://api.example/v1/orders/ord_1) · [Timeline](https://api.example/v1/orders/ord_1/timeline) · [Account acc_1](https://api.example/v1/accounts/acc_1)',
    '',
    '| | English · 中文 |',
    '| --- | --- |',
    '| State | active, **needs attention** |',
    '| 状态 | 生效中，**需处理** |',
    '| Waits for | the units to expire on 10 March 2027, 00:00 (Asia/Shanghai) |',
    '| 等待 | 资源包到期，2027年3月10日 00:00 |',
    '| Account | acc_1; times in Asia/Shanghai |',
    '| 账户 | acc_1；时间为 Asia/Shanghai 时区 |',
    '| Agreement · 协议 | agr_1 |',
    '| Payment | USD 44,000.00, paid online on 9 March 2026, 09:00 (pay_1) |',
    '| 付款 | 44,000.00 美元，2026年3月9日 09:00 在线付款（pay_1） |',
    '| Line 1 | 10,000 inspections, stored 15 years · USD 43,700.00: credited (lot_1) |',
    '| 明细 1 | 10,000 例次，存储 15 年 · 43,700.00 美元：已到账（lot_1） |',
    '| Line 2 | Delivery service: 3 services · USD 300.00: not started (2 not started and 1 accepted) |',
    '| 明细 2 | 交付服务：3 次 · 300.00 美元：未启动（2 未启动、1 已验收） |',
    '| Service | svc_1: not started (Delivery service, line 2) |',
    '| 服务 | svc_1：未启动（交付服务，明细 2） |',
    '| Command | 10 March 2026, 09:00: service accepted by ticket-5 (evi\\_1) |',
    '| 操作 | 2026年3月10日 09:00：ticket-5 验收服务（evi\\_1） |',
    '| Command | 9 March 2026, 08:00: put on hold by key\\_1 (Dispute) |',
    '| 操作 | 2026年3月9日 08:00：key\\_1 暂缓（Dispute） |',
  ]);
  // The reason of an acceptance may name a person: it stays out of histories.
  expect(details).not.toContain('Chen');
});

test.each(Object.keys(ORDER_STATES) as OrderState[])(
  'an order that is %s has words for its state',
  (state) => {
    const { waitsFor, details } = orderOperatorView({ ...ORDER, state, nextDeadline: null }, null);
    expect(waitsFor).toMatch(/^[a-z]/);
    expect(details).not.toMatch(/awaiting_|payment_expired|4400000|4370000/);
    expect(details.split('\n')[0]).toBe('Order ord_1 · Timeline · Account acc_1');
  },
);
