/** Which failures of activities are expected, which are transient, and which an operator has to see. */
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
  ['a refusal of the rules', new DomainError('order_busy', {}), 'domain_error'],
  ['a server that is away', new DomainError('unavailable', { service: 'MongoDB' }), 'transient'],
  ['a clock that is off', new ClockOffError(9_000), 'transient'],
  ['a lost connection', new mongo.MongoNetworkError('closed'), 'transient'],
  ['a conflict of writes', serverError(112), 'transient'],
  ['a primary that steps down', serverError(189), 'transient'],
  ['no server to select', new mongoose.Error.MongooseServerSelectionError('none'), 'transient'],
  ['a connection refused', system('ECONNREFUSED'), 'transient'],
  [
    'a fetch that did not connect',
    new TypeError('fetch failed', { cause: system('ECONNRESET') }),
    'transient',
  ],
  ['a Temporal that is away', new ServiceError('unavailable'), 'transient'],
  ['the end of the run', new CancelledFailure('cancelled'), 'transient'],
  ['a failure that is mapped already', ApplicationFailure.nonRetryable('no', 'PermanentError'), 'transient'],
  ['a broken invariant', new InvariantError('I-1', {}), 'permanent'],
  ['an error in the program', new TypeError('undefined is not a function'), 'permanent'],
  ['a value outside its range', new RangeError('not an instant'), 'permanent'],
  ['a plain error of ours', new Error('order ord_1 starts without a payment'), 'permanent'],
  ['a shape that was not expected', zodError(), 'permanent'],
  ['a document that its schema refuses', new mongoose.Error.ValidationError(), 'permanent'],
  ['a field that no schema knows', new mongoose.Error.StrictModeError('x'), 'permanent'],
  ['a value that cannot be cast', new mongoose.Error.CastError('Number', 'a', 'x'), 'permanent'],
  ['a document that is too large', serverError(10_334), 'permanent'],
  ['a bad value', serverError(2), 'permanent'],
  ['a natural key that is taken', serverError(11_000), 'permanent'],
  ['an argument that the driver refuses', new mongo.MongoInvalidArgumentError('too large'), 'permanent'],
  ['something that is no error', 'a text', 'permanent'],
])('%s', (_what, error, kind) => {
  expect(failureKindOf(error)).toBe(kind);
});

test('domain errors and permanent errors are not retried and say what they are; transient errors stay as they are', () => {
  const refused = new DomainError('order_busy', { orderId: 'ord_1' });
  expect(asFailure(refused)).toMatchObject({
    type: 'DomainError',
    nonRetryable: true,
    details: [{ key: 'order_busy', evidence: { orderId: 'ord_1' } }],
  });
  const permanent = asFailure(new RangeError('x'.repeat(100_000))) as ApplicationFailure;
  expect(permanent).toMatchObject({ type: 'PermanentError', nonRetryable: true });
  expect(permanent.message).toHaveLength(2_000);
  const lost = new mongo.MongoNetworkError('closed');
  expect(asFailure(lost)).toBe(lost);
});

test('every activity is mapped, whatever it is called', async () => {
  const activities = withFailures({
    good: (input: { a: number }) => Promise.resolve(input.a),
    bad: () => Promise.reject(new InvariantError('I-1', {})),
  });
  expect(await activities.good({ a: 1 })).toBe(1);
  await expect(activities.bad()).rejects.toMatchObject({ type: 'PermanentError' });
});
