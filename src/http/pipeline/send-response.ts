/** Writes a success: JSON as the contract has it, or text where a route produces something else. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Route } from '../../contracts/route.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reply } from './request-context.ts';
import type { AnyAnswer } from './handler.ts';

/** How long a reader of pieces may take none. */
const SILENT_READER_MS = 30_000;

const JSON_MEDIA_TYPE = 'application/json; charset=utf-8';

export async function sendAnswer(
  response: Reply,
  route: Route,
  answer: AnyAnswer,
  now: Instant,
): Promise<void> {
  response.statusCode = answer.status;
  response.setHeader('X-Server-Now', answer.serverNow ?? response.locals.exchange.serverNow ?? now);
  if (answer.replayed === true) response.setHeader('Idempotent-Replayed', 'true');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (route.produces === undefined) sendText(response, JSON_MEDIA_TYPE, JSON.stringify(answer.body));
  else if (typeof answer.body === 'string')
    sendText(response, answer.mediaType ?? route.produces, answer.body);
  else await sendPieces(response, answer.mediaType ?? route.produces, answer.body);
}

/** Ends the response with a text of known length. */
export function sendText(response: Reply, mediaType: string, text: string): void {
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

async function sendPieces(response: Reply, mediaType: string, pieces: unknown): Promise<void> {
  if (!isAsyncIterable(pieces)) throw new TypeError('an answer that is no JSON is text or pieces of text');
  response.setHeader('Content-Type', mediaType);
  if (response.req.method === 'HEAD') {
    // Nobody would read the pieces, however long they took.
    response.end();
    return;
  }
  // A reader that has gone to sleep must not keep what the pieces come from.
  response.setTimeout(SILENT_READER_MS, () => response.destroy());
  await pipeline(Readable.from(pieces), response);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string | Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
