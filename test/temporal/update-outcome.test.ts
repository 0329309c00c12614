/** What a failed update means: the refusal of the workflow, that nobody answered, that too much came, or that a run ended. */
import {
  ApplicationFailure,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { meaningOf, RunEndedError } from '../../src/temporal/update-outcome.ts';

const failed = (type: string, ...details: unknown[]) =>
  new WorkflowUpdateFailedError('failed', ApplicationFailure.nonRetryable('why', type, ...details));
const status = (code: number, details: string) =>
  new ServiceError('Workflow Update failed', {
    cause: Object.assign(new Error(details), { code, details, metadata: {} }),
  });
/** Of an update with a start: what the server says is in the message alone. */
const withStart = (code: number, message: string) =>
  new ServiceError('Update-with-Start failed', {
    cause: Object.assign(new Error(message), { code, details: '', metadata: {} }),
  });

test.each([
  ['no answer in time', new WorkflowUpdateRPCTimeoutOrCancelledError('late'), 'unavailable'],
  ['a server that is away', status(14, 'no connection'), 'unavailable'],
  [
    'more in flight than it takes',
    status(8, 'limit on number of concurrent in-flight updates'),
    'order_crowded',
  ],
  [
    'more in a run than it takes',
    status(9, 'limit on the total number of distinct updates'),
    'order_crowded',
  ],
  [
    'more in a run than it takes, with its start',
    withStart(9, 'limit on the total number of distinct updates'),
    'order_crowded',
  ],
  ['a refusal', failed('DomainError', { key: 'illegal_transition', evidence: {} }), 'illegal_transition'],
])('%s', (_name, error, refusal) => {
  expect(meaningOf(error)).toMatchObject({ key: refusal });
});

test.each([
  ['no workflow', new WorkflowNotFoundError('none', 'order:a', undefined)],
  ['a workflow that is closing', status(10, 'workflow update was aborted by closing workflow')],
  ['a run that ended with the update accepted', failed('AcceptedUpdateCompletedWorkflow')],
  ['a run that did not look at it', failed('UnprocessedUpdate')],
  [
    'a run whose workflow tasks fail',
    withStart(9, 'Unable to perform workflow execution update due to Workflow Task in failed state.'),
  ],
  ['a run whose end was refused', withStart(9, 'update failure due to unexpected workflow task failure.')],
])('the run ended: %s', (_name, error) => {
  expect(meaningOf(error)).toBeInstanceOf(RunEndedError);
});

test.each([
  ['a call that is wrong', status(3, 'invalid')],
  ['a precondition of another kind', status(9, 'something else')],
  ['a failure of ours', failed('TypeError')],
  ['anything else', new TypeError('undefined is not a function')],
])('%s stays what it is', (_name, error) => {
  expect(meaningOf(error)).toBe(error);
});
