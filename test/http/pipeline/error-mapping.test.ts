/** Which domain error each kind of thrown value becomes. */
import { ApplicationFailure } from '@temporalio/common';
import {
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import mongoose, { mongo } from 'mongoose';
import { DomainError } from '../../../src/domain/errors.ts';
import { domainErrorOf } from '../../../src/http/problem/error-mapping.ts';

const mapped = (error: unknown) => {
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
])('maps %s to unavailable MongoDB', (error) => {
  expect(mapped(error)).toEqual({ key: 'unavailable', evidence: { service: 'MongoDB' }, expected: true });
});

it.each([1, 4, 8, 14])('maps the gRPC status %d to unavailable Temporal', (code) => {
  const error = new ServiceError('failed to call', { cause: grpcError(code) });
  expect(mapped(error)).toEqual({ key: 'unavailable', evidence: { service: 'Temporal' }, expected: true });
});

it('maps a workflow update that timed out to unavailable Temporal', () => {
  const error = new WorkflowUpdateRPCTimeoutOrCancelledError('too late');
  expect(mapped(error)).toMatchObject({ key: 'unavailable', evidence: { service: 'Temporal' } });
});

it('restores the domain error that a workflow update failed with', () => {
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
])('maps %s to internal', (error) => {
  expect(mapped(error)).toEqual({ key: 'internal', evidence: {}, expected: false });
});

it('returns a domain error unchanged, also as the cause of another error', () => {
  const own = new DomainError('not_found', { kind: 'lot' });
  expect(domainErrorOf(own).refusal).toBe(own);
  expect(domainErrorOf(new Error('outer', { cause: own })).refusal).toBe(own);
});
