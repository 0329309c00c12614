/** Which refusal every kind of thrown thing becomes. */
import { ApplicationFailure } from '@temporalio/common';
import {
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import mongoose, { mongo } from 'mongoose';
import { DomainError } from '../../../src/domain/errors.ts';
import { domainErrorOf } from '../../../src/http/problem/error-mapping.ts';

const verdictOf = (error: unknown) => {
  const { refusal, expected } = domainErrorOf(error);
  return { key: refusal.key, evidence: refusal.evidence, expected };
};

const grpcError = (code: number) => Object.assign(new Error('grpc'), { code, details: 'd', metadata: {} });

const labelled = (label: string) => {
  const error = new mongo.MongoServerError({ message: 'conflict', code: 112 });
  error.addErrorLabel(label);
  return error;
};

it.each([
  new mongo.MongoNetworkError('connection closed'),
  new mongo.MongoServerError({ message: 'not primary', code: 10_107 }),
  new mongo.MongoServerError({ message: 'shutting down', code: 91 }),
  labelled('TransientTransactionError'),
  Object.assign(new mongoose.Error.MongooseServerSelectionError('nobody there')),
  new Error('while reading', { cause: new mongo.MongoNetworkError('reset') }),
  Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
])('takes %s for MongoDB being away', (error) => {
  expect(verdictOf(error)).toEqual({ key: 'unavailable', evidence: { service: 'MongoDB' }, expected: true });
});

it.each([1, 4, 8, 14])('takes the gRPC status %d for Temporal being away', (code) => {
  const error = new ServiceError('failed to call', { cause: grpcError(code) });
  expect(verdictOf(error)).toEqual({ key: 'unavailable', evidence: { service: 'Temporal' }, expected: true });
});

it('takes an update that did not answer in time for Temporal being away', () => {
  const error = new WorkflowUpdateRPCTimeoutOrCancelledError('too late');
  expect(verdictOf(error)).toMatchObject({ key: 'unavailable', evidence: { service: 'Temporal' } });
});

it('finds the refusal that an update of a workflow carries', () => {
  const evidence = { state: 'active' };
  const errors = [{ path: 'a', code: 'b', message: { en: 'c', zh: 'd' } }];
  const failure = ApplicationFailure.nonRetryable('refused', 'DomainError', {
    key: 'idempotency_mismatch',
    rule: 'R-INTL-07',
    evidence,
    errors,
  });
  const { refusal, expected } = domainErrorOf(new WorkflowUpdateFailedError('update failed', failure));
  expect(expected).toBe(true);
  expect(refusal).toMatchObject({
    key: 'idempotency_mismatch',
    rule: 'R-INTL-07',
    evidence,
    details: { errors },
  });
});

it.each([
  new mongo.MongoServerError({ message: 'duplicate', code: 11_000 }),
  new ServiceError('failed to call', { cause: grpcError(13) }),
  ApplicationFailure.nonRetryable('refused', 'DomainError', { key: 'no_such_row' }),
  ApplicationFailure.nonRetryable('refused', 'DomainError'),
  new TypeError('x is not a function'),
  'a text',
  undefined,
])('does not excuse %s', (error) => {
  expect(verdictOf(error)).toEqual({ key: 'internal', evidence: {}, expected: false });
});

it('passes a refusal of our own, also from under another error', () => {
  const own = new DomainError('not_found', { kind: 'lot' });
  expect(domainErrorOf(own).refusal).toBe(own);
  expect(domainErrorOf(new Error('outer', { cause: own })).refusal).toBe(own);
});
