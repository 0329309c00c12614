/** How the error of a failed transaction is labelled: a lost connection is worth another try, a server's response is not. */
import { mongo } from 'mongoose';
import { plainDriverError } from '../../src/storage/driver-errors.ts';

const TRY_AGAIN = 'TransientTransactionError';
const socketError = (code: string) => Object.assign(new Error('socket'), { code });
const bulk = (error: Error) => new mongo.MongoBulkWriteError(error, {} as mongo.BulkWriteResult);

it.each([
  ['a socket that was ended by the other party', socketError('EPIPE')],
  ['a socket that was reset', socketError('ECONNRESET')],
  ['a lost connection in a write of several documents', bulk(new mongo.MongoNetworkError('read ECONNRESET'))],
])('%s is a lost connection that is worth another try', (_what, error) => {
  const plain = plainDriverError(error);
  expect(plain).toBeInstanceOf(mongo.MongoNetworkError);
  expect((plain as mongo.MongoError).hasErrorLabel(TRY_AGAIN)).toBe(true);
});

it.each([
  ['a duplicate key', new mongo.MongoServerError({ message: 'E11000', code: 11_000 })],
  ['a refusal of ours', new Error('refused')],
  ['another code of Node', socketError('ENOENT')],
])('%s stays what it is', (_what, error) => {
  expect(plainDriverError(error)).toBe(error);
});
