/** Maps errors of Node's HTTP parser to domain errors: the status is HTTP's own, the code the closest that exists. */
import { maxHeaderSize } from 'node:http';
import { DomainError } from '../../domain/errors.ts';

/** Every method that some route accepts. `Allow` lists them in the response to an unknown method. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] as const;
const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}) \S+ HTTP\/\d/;

export interface ParserError extends Error {
  readonly code?: string;
  /** The chunk that was read, and how many of its bytes were parsed. */
  readonly rawPacket?: unknown;
  readonly bytesParsed?: unknown;
}

/** Returns the domain error for a connection that failed before it delivered a complete request. */
export function parserErrorOf(error: ParserError): DomainError {
  if (error.code === 'HPE_HEADER_OVERFLOW')
    return new DomainError('headers_too_large', { limitBytes: maxHeaderSize });
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new DomainError('request_late');
  const method = error.code === 'HPE_INVALID_METHOD' ? methodIn(error) : undefined;
  if (method !== undefined) return unknownMethod(method);
  return new DomainError('request_malformed', { reason: error.code ?? error.message });
}

/** The error for `CONNECT` and for methods that no route accepts. */
export function unknownMethod(method: string): DomainError {
  return new DomainError('method_not_allowed', { method, allowed: [...METHODS] });
}

/** Returns the method of the line that failed to parse. Undefined if it is not a request line of HTTP. */
function methodIn({ rawPacket, bytesParsed }: ParserError): string | undefined {
  if (!Buffer.isBuffer(rawPacket) || typeof bytesParsed !== 'number') return undefined;
  const start = rawPacket.lastIndexOf('\n', Math.max(0, bytesParsed - 1)) + 1;
  return REQUEST_LINE.exec(rawPacket.toString('latin1', start, start + 256))?.[1];
}
