/** Writes a success: JSON by default, or text or a stream if the route produces another media type. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../../domain/instant.ts';
import type { Reply } from './request-context.ts';
import type { AnyResponse } from './handler.ts';

/** How long the reader of a stream may accept no data. */
const SILENT_READER_MS = 30_000;

const JSON_MEDIA_TYPE = 'application/json; charset=utf-8';

/** `produces` is the media type if it is not JSON. */
export async function sendResponse(
  response: Reply,
  produces: string | undefined,
  result: AnyResponse,
  now: Instant,
): Promise<void> {
  response.statusCode = result.status;
  response.setHeader('X-Server-Now', result.serverNow ?? response.locals.context.serverNow ?? now);
  if (result.replayed === true) response.setHeader('Idempotent-Replayed', 'true');
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value);
  if (produces === undefined) sendText(response, JSON_MEDIA_TYPE, JSON.stringify(result.body));
  else if (typeof result.body === 'string') sendText(response, result.mediaType ?? produces, result.body);
  else await sendPieces(response, result.mediaType ?? produces, result.body);
}

/** Ends the response with a text of known length. */
export function sendText(response: Reply, mediaType: string, text: string): void {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

async function sendPieces(response: Reply, mediaType: string, pieces: unknown): Promise<void> {
  if (!isAsyncIterable(pieces))
    throw new TypeError('a response that is not JSON must be text or a stream of text');
  response.setHeader('Content-Type', mediaType);
  if (response.req.method === 'HEAD') {
    // A response to HEAD has no body.
    response.end();
    return;
  }
  // A stalled reader must not hold the source of the stream open.
  response.setTimeout(SILENT_READER_MS, () => response.destroy());
  await pipeline(Readable.from(pieces), response);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string | Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
