/** Requests and responses of the API, as `fetch` takes and gives them. */
import type { RawBody, UntypedOptions } from './calls.ts';
import { ProblemError, UnexpectedResponseError, type Problem } from './errors.ts';

/** The address of a call. Throws if a parameter of the path is missing. */
export function addressOf(baseUrl: string, template: string, { path, query }: UntypedOptions): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = path?.[name];
    if (value === undefined || value === '') throw new TypeError(`The path parameter ${name} is missing`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  return `${baseUrl}${filled}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

/** The body of a request and its media type. JSON unless the caller names another. */
export function bodyOf({ body, contentType }: UntypedOptions): { body?: RawBody; contentType?: string } {
  if (contentType !== undefined) return { body: body as RawBody, contentType };
  return body === undefined ? {} : { body: JSON.stringify(body), contentType: 'application/json' };
}

/** A key that no other call has. `crypto.randomUUID` would need a secure context. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Reads a success response. Throws for one that is not JSON. */
export async function jsonIn(response: Response): Promise<unknown> {
  const text = await response.text();
  const json = isJson(response) ? parsed(text) : undefined;
  if (json === undefined) throw new UnexpectedResponseError(response.status, text);
  return json;
}

/** Reads the response of a call that failed. */
export async function errorIn(response: Response): Promise<ProblemError | UnexpectedResponseError> {
  const text = await response.text();
  const problem = isJson(response) ? parsed(text) : undefined;
  const retryAfterMs = retryAfterMsIn(response.headers);
  return isProblemDetails(problem)
    ? new ProblemError(problem, retryAfterMs)
    : new UnexpectedResponseError(response.status, text, retryAfterMs);
}

function isJson({ headers }: Response): boolean {
  return /^application\/(problem\+)?json\b/.test(headers.get('content-type') ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblemDetails(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['code', 'title', 'detail'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
  );
}

/** The header has seconds, or the date at which to try again. */
function retryAfterMsIn(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
