import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import { checkOrder } from '../../../../src/domain/orders/checks/check-order.ts';
import type { HeldPeriod, OrderLineInput } from '../../../../src/domain/orders/checks/order-input.ts';
import type { Instant } from '../../../../src/domain/instant.ts';
import { wordWarnings } from '../../../../src/messages/violations/order-warnings.ts';
import { shippedCatalogue } from '../../../application/catalogue/shipped-catalogue.ts';
import { CONSORTIUM, contextOf, orderOf, ORGANIZATION } from './order-builder.ts';

const NOW = '2025-03-07T09:07:00.000Z';
/** Midnight in Singapore after 7 April, and after 7 March of the next years. */
const APRIL = '2025-04-07T16:00:00.000Z';
const ONE_YEAR = '2026-03-07T16:00:00.000Z';

const FEATURE = { sku: 'IPC-SW-PRECONSULT', quantity: 1, organizationId: ORGANIZATION } as const;
const MONTH = { count: 1, unit: 'month' } as const;
const years = (count: number) => ({ count, unit: 'year' }) as const;
const BASIC = { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, consortiumId: CONSORTIUM } as const;
const OPTIONAL = { sku: 'AIMIS-INTL-SW-OPT-STATS', quantity: 1, consortiumId: CONSORTIUM } as const;

const held = (fields: Partial<HeldPeriod> & Pick<HeldPeriod, 'sku' | 'scopeId'>): HeldPeriod => ({
  orderId: 'ord_1',
  chainId: 'chain',
  from: NOW,
  until: APRIL,
  chain: { startedOn: '2025-03-07', months: 1, movedDays: 0 },
  graceHours: 0,
  ...fields,
});
const heldBasic = (from: Instant, until: Instant | null) =>
  held({ sku: BASIC.sku, scopeId: CONSORTIUM, from, until, chain: null });

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

function warned(periods: readonly HeldPeriod[], ...lines: OrderLineInput[]) {
  const activeLicences = periods
    .filter(({ sku }) => sku === BASIC.sku)
    .map(({ sku, scopeId }) => ({ sku, organizationId: null, consortiumId: scopeId }));
  const context = contextOf(catalogue, { now: NOW, account: { periods, activeLicences } });
  const check = checkOrder(orderOf(...lines), context);
  expect(check.violations).toEqual([]);
  expect(check.order?.warnings).toEqual(check.quote.warnings);
  return wordWarnings(check.quote.warnings).map(({ path, code, rule, message }) => {
    // The last of them is when it starts, or when it stops being active.
    const date = message.en.match(/\d{1,2} [A-Z][a-z]+ \d{4}/g)?.at(-1);
    expect(message.zh).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
    return [path, code, date, rule];
  });
}

const feature = (fields: object = {}): OrderLineInput => ({ ...FEATURE, term: MONTH, ...fields });

describe('what is paid ahead for one thing', () => {
  const PREVISIT = { sku: 'IPC-SW-PREVISIT', quantity: 1, organizationId: ORGANIZATION } as const;
  const lasting = (count: number, fields: object = {}): OrderLineInput => ({
    ...PREVISIT,
    ...fields,
    term: years(count),
  });
  const refused = (periods: readonly HeldPeriod[], ...lines: OrderLineInput[]) =>
    checkOrder(orderOf(...lines), contextOf(catalogue, { now: NOW, account: { periods } })).violations.map(
      ({ path, code, rule }) => [path, code, rule],
    );
  const heldFor = (count: number, fields: Partial<HeldPeriod> = {}) =>
    held({
      sku: PREVISIT.sku,
      scopeId: ORGANIZATION,
      until: `${2025 + count}-03-07T16:00:00.000Z` as Instant,
      chain: { startedOn: '2025-03-07', months: 12 * count, movedDays: 0 },
      ...fields,
    });

  it('is at most a hundred years, the earlier lines of the order and what is held counted', () => {
    const ninety = [lasting(30), lasting(30), lasting(30)];
    expect(refused([], ...ninety, lasting(10))).toEqual([]);
    expect(refused([], ...ninety, lasting(11))).toEqual([['lines[3].term.count', 'above_maximum', 'AMB-29']]);
    expect(refused([heldFor(90)], lasting(10))).toEqual([]);
    expect(refused([heldFor(90)], lasting(11), lasting(1))).toEqual([
      ['lines[0].term.count', 'above_maximum', 'AMB-29'],
      ['lines[1].term.count', 'above_maximum', 'AMB-29'],
    ]);
  });

  it('counts neither what is for another organization nor what starts beside it', () => {
    expect(refused([heldFor(90)], lasting(30, { organizationId: 'org_2' }))).toEqual([]);
    expect(refused([heldFor(90)], lasting(30, { start: 'now' }))).toEqual([]);
    expect(refused([heldFor(90, { sku: FEATURE.sku })], lasting(30))).toEqual([]);
  });

  it('binds licences with a term too', () => {
    const licence = { ...BASIC, term: years(30) };
    expect(refused([], licence, licence, licence, licence)).toEqual([
      ['lines[3].term.count', 'above_maximum', 'AMB-29'],
    ]);
  });
});

describe('a term', () => {
  const running = held({ sku: FEATURE.sku, scopeId: ORGANIZATION });

  it('behind one that runs names its last day, and the day after it', () => {
    const context = contextOf(catalogue, { now: NOW, account: { periods: [running] } });
    const [found] = wordWarnings(checkOrder(orderOf(feature()), context).quote.warnings);
    expect(found?.message.en).toMatch(/is already paid through 7 April 2025: .* starts on 8 April 2025\.$/);
    expect(found?.message.zh).toMatch(/有效期至 2025年4月7日，.*2025年4月8日起生效。$/);
  });

  it.each<[string, HeldPeriod[], OrderLineInput[], unknown[]]>([
    ['that is the first warns of nothing', [], [feature()], []],
    [
      'behind one that runs says from when',
      [running],
      [feature()],
      [['lines[0]', 'queues', '8 April 2025', 'AMB-29']],
    ],
    [
      'behind one of the same order, too',
      [],
      [feature(), feature()],
      [['lines[1]', 'queues', '8 April 2025', 'AMB-29']],
    ],
    ['that starts now queues behind nothing', [running], [feature({ start: 'now' })], []],
    ['of another organization queues behind nothing', [running], [feature({ organizationId: 'org_2' })], []],
    ['after the end queues behind nothing', [{ ...running, until: NOW }], [feature()], []],
  ])('%s', (_what, periods, lines, expected) => {
    expect(warned(periods, ...lines)).toEqual(expected);
  });
});

describe('GV-46: optional software', () => {
  const basic = (count: number): OrderLineInput => ({ ...BASIC, term: years(count) });
  const optional = (count: number): OrderLineInput => ({ ...OPTIONAL, term: years(count) });

  it.each<[string, HeldPeriod[], OrderLineInput[], unknown[]]>([
    ['as long as basic in the same order', [], [basic(1), optional(1)], []],
    [
      'longer than basic in the same order, whichever comes first',
      [],
      [optional(3), basic(1)],
      [['lines[0]', 'outlasts_basic', '8 March 2026', 'AMB-46']],
    ],
    [
      'longer than basic that is active',
      [heldBasic(NOW, APRIL)],
      [optional(1)],
      [['lines[0]', 'outlasts_basic', '8 April 2025', 'AMB-46']],
    ],
    [
      'with basic queued behind the active one',
      [heldBasic(NOW, APRIL), heldBasic(APRIL, ONE_YEAR)],
      [optional(1)],
      [],
    ],
    [
      'with basic that begins later only',
      [heldBasic(APRIL, ONE_YEAR)],
      [optional(1)],
      [['lines[0]', 'awaits_basic', '7 March 2025', 'AMB-46']],
    ],
    ['beside perpetual basic', [heldBasic(NOW, null)], [optional(3)], []],
  ])('%s', (_what, periods, lines, expected) => {
    expect(warned(periods, ...lines)).toEqual(expected);
  });
});
