export { codeOf, reasonOf } from '../infra/error-reason.ts';

/** A problem that prevents the start and that the user can fix: the message says how. */
export class RuntimeProblem extends Error {
  override readonly name = 'RuntimeProblem';
}
