import { changesOf, recordFrom } from '../../src/domain/record-changes.ts';

const WAITS = { en: 'the payment; a reminder is due on 6 December 2026, 04:12 (Asia/Singapore)' };
const details = (state: string, waitsFor: string): string =>
  `Order ord_1 · Timeline\n\n| | English · 中文 |\n| --- | --- |\n| State | ${state} |\n| Waits for | ${waitsFor} |\n| 等待 | 付款 |`;
const record = (sequence: number, state: string, waitsFor: string) => ({
  accountId: 'acc_1',
  sequence,
  state,
  nextDeadline: sequence === 0 ? null : { id: 'payment.reminder:ord_1', at: '2026-12-05T20:12:02.368Z' },
  operatorView: { waitsFor, details: details(state, waitsFor) },
});
const PLACED = record(0, 'awaiting_confirmation', 'the confirmation by sales');
const CONFIRMED = record(1, 'awaiting_payment', WAITS.en);
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('a run that knew the record before has the whole record after its changes, details and phrase included', () => {
  expect(recordFrom(PLACED, sent(changesOf(PLACED, CONFIRMED)))).toEqual(CONFIRMED);
  expect(recordFrom(CONFIRMED, sent(changesOf(CONFIRMED, PLACED)))).toEqual(PLACED);
});

test('a run that knew nothing is told everything', () => {
  expect(recordFrom({}, sent(changesOf({}, CONFIRMED)))).toEqual(CONFIRMED);
});

test('only the fields that changed are told', () => {
  expect(changesOf(PLACED, CONFIRMED).changes).toEqual({
    sequence: 1,
    state: 'awaiting_payment',
    nextDeadline: CONFIRMED.nextDeadline,
  });
  expect(changesOf(CONFIRMED, CONFIRMED)).toEqual({
    changes: {},
    details: [[0, CONFIRMED.operatorView.details.length]],
  });
});
