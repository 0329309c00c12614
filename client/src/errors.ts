/** How a call can fail: the API refuses it, something else than the API responds, or nothing does. */
import type { components } from './api.ts';

/** `application/problem+json` (RFC 9457), as the API sends it. */
export type Problem = components['schemas']['Problem'];
export type ErrorCode = components['schemas']['ErrorCode'];

/** Base of all errors of calls. */
export abstract class CallError extends Error {
  /** Number of attempts that were made. */
  attempts = 1;
  /** The key of the command. A call with the same key and body repeats it, and cannot do it twice. */
  idempotencyKey?: string;
}

/** The API refused the call. `message` is the detail, in the language of the client. */
export class ProblemError extends CallError {
  override readonly name = 'ProblemError';
  /** Stable code for programs. */
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Id of the business rule that decided; `GET /v1/rules/{id}` states it. */
  readonly rule: string | undefined;
  /** The facts that decided: ids, instants, quantities. */
  readonly evidence: Problem['evidence'];
  /** What the caller can do about it. */
  readonly remedy: string | undefined;
  /** What is wrong with the fields of the body. */
  readonly errors: readonly components['schemas']['ProblemEntry'][];
  /** Id of the request in logs and the audit. */
  readonly requestId: string;
  /** Address of a page that explains the code. */
  readonly type: string;
  /** After how many milliseconds the API asked to try again. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: Problem, retryAfterMs?: number) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.rule = problem.rule;
    this.evidence = problem.evidence;
    this.remedy = problem.remedy;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.type = problem.type;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The response is not one of the API, such as the error page of a proxy or JSON that was cut off. */
export class UnexpectedResponseError extends CallError {
  override readonly name = 'UnexpectedResponseError';
  readonly status: number;
  /** The first 200 characters of the body. */
  readonly excerpt: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: string, retryAfterMs?: number) {
    super(`The response with status ${status} is not one of the API`);
    this.status = status;
    this.excerpt = body.slice(0, 200);
    this.retryAfterMs = retryAfterMs;
  }
}

/** No response arrived, or not all of it. Whether the call took effect is unknown. */
export class NoResponseError extends CallError {
  override readonly name = 'NoResponseError';

  /** `cause` is the error of `fetch`, a `TimeoutError` if the attempt took too long. */
  constructor(cause: unknown) {
    super('No response arrived', { cause });
  }
}

/** True for a refusal with one of these codes. */
export function isProblem(error: unknown, ...codes: readonly ErrorCode[]): error is ProblemError {
  return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));
}
