/** Every error reads well in both languages, with its evidence in words. */
import type { JsonObject } from '../../src/domain/json.ts';
import { ERRORS, type ErrorKey } from '../../src/domain/error-table.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { ErrorText } from '../../src/messages/errors/error-text.ts';
import { ERROR_TEXTS } from '../../src/messages/errors/error-texts.ts';
import { problemOf } from '../../src/http/problem/problem-details.ts';
import { shippedCatalogue } from '../application/catalogue/shipped-catalogue.ts';
import { flawsOf } from './readable.ts';

const AT = '2026-03-09T01:00:00.000Z';
/** A value for each fact, as evidence carries it; others get a neutral name. */
const SAMPLES: JsonObject = {
  kind: 'organization',
  subject: 'order',
  state: 'awaiting_payment',
  lineState: 'in_delivery',
  command: 'renew',
  possible: 'pay, cancel',
  roles: ['sales', 'operator'],
  capability: 'inspection.upload',
  resource: 'inspection',
  productLine: 'aimis-cn',
};
const INSTANTS = /(At|Until|By|since|earliest|latest|now|target)$/i;
const DATES = /^(expiresOn|current|today)$/;
/** Names that API users know as they are: products of others, headers, methods. */
const NAMES = [
  'NAME',
  'UTC',
  'JSON',
  'HTTP',
  'Host',
  'Expect: 100-continue',
  'Expect',
  'UTF-8',
  'AI',
  'API',
  'SKU',
  'Idempotency-Key',
  'Retry-After',
  '"Authorization: Bearer <key>"',
  'GET /v1/catalogue',
];

/** Evidence for every placeholder of the texts. */
function evidenceFor({ detail, remedy }: ErrorText): JsonObject {
  const places = [...`${detail.en}${detail.zh}${remedy.en}${remedy.zh}`.matchAll(/\{(\w+)\}/g)];
  return Object.fromEntries(
    places.map(([, name = '']) => [
      name,
      SAMPLES[name] ?? (INSTANTS.test(name) ? AT : DATES.test(name) ? '2026-03-09' : 'NAME'),
    ]),
  );
}

describe('an error', () => {
  const keys = Object.keys(ERRORS) as ErrorKey[];

  it.each(keys)('of %s reads well in both languages', async (key) => {
    const catalogue = await shippedCatalogue();
    const error = new DomainError(key, evidenceFor(ERROR_TEXTS[key]));
    const flaws = (['en', 'zh'] as const).flatMap((language) => {
      const { title, detail, remedy } = problemOf(error, { requestId: 'r', language, catalogue });
      return [title, detail, remedy ?? ''].flatMap((text) => flawsOf(text, language, NAMES));
    });
    expect(flaws).toEqual([]);
  });

  it('says of a state what it is, what cannot be done and what can', () => {
    const error = new DomainError('illegal_transition', {
      subject: 'order',
      state: 'awaiting_payment',
      command: 'renew',
      possible: 'pay, cancel',
    });
    const inLanguage = (language: 'en' | 'zh') => {
      const { detail, remedy } = problemOf(error, { requestId: 'r', language });
      return [detail, remedy];
    };
    expect(inLanguage('en')).toEqual([
      'The order is waiting for payment; it cannot be renewed now.',
      'What can be done now: pay or cancel.',
    ]);
    expect(inLanguage('zh')).toEqual(['该订单待付款，当前不能续费。', '当前可执行：付款或取消。']);
  });

  it('says instants in the zone of its account, else in UTC, and retains the evidence for programs', () => {
    const error = new DomainError('usage_reversed', { reversedAt: AT });
    const inUtc = problemOf(error, { requestId: 'r', language: 'en' });
    expect(inUtc.detail).toContain('9 March 2026, 01:00 (UTC)');
    expect(inUtc.evidence).toEqual({ reversedAt: AT });
    const local = problemOf(error, { requestId: 'r', language: 'zh', timeZone: 'Asia/Shanghai' });
    expect(local.detail).toContain('2026年3月9日 09:00');
  });

  it('says amounts and services in words of the language', () => {
    const saidOf = (error: DomainError) =>
      (['en', 'zh'] as const).map((language) => problemOf(error, { requestId: 'r', language }).detail);
    const applied = { orderId: 'ord_1', state: 'completed', expected: '120000 USD', given: '500 CNY' };
    expect(saidOf(new DomainError('payment_not_applicable', applied))).toEqual([
      'Order ord_1 is complete and costs 1,200.00 USD; the payment amounts to 5.00 CNY.',
      '订单 ord_1 处于已完成状态，应付 1,200.00 美元；该付款为 5.00 元。',
    ]);
    const asked = { sku: 'AIMIS-CN-SW-BASIC', asked: '1,200.50 CNY', limit: '1,000.00 CNY' };
    expect(saidOf(new DomainError('refund_amount_too_large', asked))[1]).toBe(
      'AIMIS-CN-SW-BASIC 最多可退 1,000.00 元，请求退款 1,200.50 元。',
    );
    expect(saidOf(new DomainError('unavailable', { service: 'payment provider demo' }))).toEqual([
      'The payment provider is not responding.',
      '支付服务商暂无响应。',
    ]);
  });

  it('says a text that looks like an amount as it is, where no amount is meant', () => {
    const error = new DomainError('agreement_number_taken', { number: '100 USD', agreementId: 'agr_1' });
    expect(problemOf(error, { requestId: 'r', language: 'zh' }).detail).toContain('100 USD');
  });
});

it('names whom the product line says, where the buyer has to turn to sales', async () => {
  const catalogue = await shippedCatalogue();
  const error = new DomainError('agreement_missing', { productLine: 'aimis-cn' });
  const { detail, remedy } = problemOf(error, { requestId: 'r', language: 'zh', catalogue });
  expect(`${detail}${remedy ?? ''}`).toContain('数智医疗影像平台中国版');
  expect(remedy).toBe('请联系销售（电话 4009100100 或 95716）签署合作协议；登记后订单自动继续。');
});
