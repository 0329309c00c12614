/** A problem as a raw HTTP message, for input that never became a request and therefore has no response object. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../problem/problem-details.ts';
import { retryAfterSecondsOf } from '../problem/retry-after.ts';

export interface RawProblem {
  readonly requestId: string;
  readonly status: number;
  /** Head and body of a response that closes the connection. */
  readonly message: string;
}

/** Returns the complete response. It is in English because the request's `Accept-Language` could not be read. */
export function rawProblem(error: DomainError, now: Instant): RawProblem {
  const requestId = randomUUID();
  const body = JSON.stringify(problemOf(error, { requestId, language: 'en' }));
  const { status, evidence } = error;
  const retryAfterSeconds = retryAfterSecondsOf(error);
  const { allowed } = evidence;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    `Date: ${new Date().toUTCString()}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Language: en',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    `X-Server-Now: ${now}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
    ...(Array.isArray(allowed) ? [`Allow: ${allowed.join(', ')}`] : []),
  ];
  return { requestId, status, message: `${head.join('\r\n')}\r\n\r\n${body}` };
}
