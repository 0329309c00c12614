/** What the failure of an activity means: the rules' no, something that passes, or a fault that an operator has to see. */
import { ServiceError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import mongoose, { mongo } from 'mongoose';
import { z } from 'zod';
import { failureKindOf } from '../../src/temporal/failure-kinds.ts';
import { asFailure, withFailures } from '../../activities/failures.ts';
import { InvariantError } from '../../src/domain/ledger/invariant-error.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { ClockOffError } from '../../src/storage/clock-guard.ts';

const serverError = (code: number) => new mongo.MongoServerError({ message: 'no', code });
const zodError = () => z.string().safeParse(1).error;
const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'connect' });

test.each([
  ['a refusal of the rules', new DomainError('order_busy', {}), 'refusal'],
  ['a server that is away', new DomainError('unavailable', { service: 'MongoDB' }), 'passing'],
  ['a clock that is off', new ClockOffError(9_000), 'passing'],
  ['a lost connection', new mongo.MongoNetworkError('closed'), 'passing'],
  ['a conflict of writes', serverError(112), 'passing'],
  ['a primary that steps down', serverError(189), 'passing'],
  ['no server to select', new mongoose.Error.MongooseServerSelectionError('none'), 'passing'],
  ['a connection refused', system('ECONNREFUSED'), 'passing'],
  ['a fetch that did not connect', new TypeError('fetch failed', { cause: system('ECONNRESET') }), 'passing'],
  ['a Temporal that is away', new ServiceError('unavailable'), 'passing'],
  ['the end of the run', new CancelledFailure('cancelled'), 'passing'],
  ['a failure that is mapped already', ApplicationFailure.nonRetryable('no', 'Fault'), 'passing'],
  ['a broken invariant', new InvariantError('I-1', {}), 'fault'],
  ['a mistake in the program', new TypeError('undefined is not a function'), 'fault'],
  ['a value outside its range', new RangeError('not an instant'), 'fault'],
  ['a plain error of ours', new Error('order ord_1 starts without a payment'), 'fault'],
  ['a shape that was not expected', zodError(), 'fault'],
  ['a document that its schema refuses', new mongoose.Error.ValidationError(), 'fault'],
  ['a field that no schema knows', new mongoose.Error.StrictModeError('x'), 'fault'],
  ['a value that cannot be cast', new mongoose.Error.CastError('Number', 'a', 'x'), 'fault'],
  ['a document that is too large', serverError(10_334), 'fault'],
  ['a bad value', serverError(2), 'fault'],
  ['a natural key that is taken', serverError(11_000), 'fault'],
  ['an argument that the driver refuses', new mongo.MongoInvalidArgumentError('too large'), 'fault'],
  ['something that is no error', 'a text', 'fault'],
])('%s', (_what, error, kind) => {
  expect(failureKindOf(error)).toBe(kind);
});

test('refusals and faults are not repeated, and say what they are; what passes stays what it is', () => {
  const refused = new DomainError('order_busy', { orderId: 'ord_1' });
  expect(asFailure(refused)).toMatchObject({
    type: 'DomainError',
    nonRetryable: true,
    details: [{ key: 'order_busy', evidence: { orderId: 'ord_1' } }],
  });
  const fault = asFailure(new RangeError('x'.repeat(100_000))) as ApplicationFailure;
  expect(fault).toMatchObject({ type: 'Fault', nonRetryable: true });
  expect(fault.message).toHaveLength(2_000);
  const lost = new mongo.MongoNetworkError('closed');
  expect(asFailure(lost)).toBe(lost);
});

test('every activity is mapped, whatever it is called', async () => {
  const activities = withFailures({
    good: (input: { a: number }) => Promise.resolve(input.a),
    bad: () => Promise.reject(new InvariantError('I-1', {})),
  });
  expect(await activities.good({ a: 1 })).toBe(1);
  await expect(activities.bad()).rejects.toMatchObject({ type: 'Fault' });
});
