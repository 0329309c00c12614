/** What Node's HTTP parser finds wrong, as refusals. The status is HTTP's own; the code is the nearest of the closed list. */
import { maxHeaderSize } from 'node:http';
import { DomainError } from '../../domain/errors.ts';

/** Methods that some address takes, as `Allow` names them to whoever sends one that none does. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] as const;
const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}) \S+ HTTP\/\d/;

export interface ParserError extends Error {
  readonly code?: string;
  /** What was read at once, and how far it was understood. */
  readonly rawPacket?: unknown;
  readonly bytesParsed?: unknown;
}

/** The refusal of an error that a connection had before it carried a whole request. */
export function parserRefusal(error: ParserError): DomainError {
  if (error.code === 'HPE_HEADER_OVERFLOW')
    return new DomainError('headers_too_large', { limitBytes: maxHeaderSize });
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new DomainError('request_late');
  const method = error.code === 'HPE_INVALID_METHOD' ? methodIn(error) : undefined;
  if (method !== undefined) return unknownMethod(method);
  return new DomainError('request_malformed', { reason: error.code ?? error.message });
}

/** For `CONNECT` and whatever method no address takes. */
export function unknownMethod(method: string): DomainError {
  return new DomainError('method_not_allowed', { method, allowed: [...METHODS] });
}

/** The method of the line that was not understood, where it is a request's first line; other protocols have none. */
function methodIn({ rawPacket, bytesParsed }: ParserError): string | undefined {
  if (!Buffer.isBuffer(rawPacket) || typeof bytesParsed !== 'number') return undefined;
  const begin = rawPacket.lastIndexOf('\n', Math.max(0, bytesParsed - 1)) + 1;
  return REQUEST_LINE.exec(rawPacket.toString('latin1', begin, begin + 256))?.[1];
}
