/**
 * Receives notices: verifies each one, recognises repeats, and prints it. Node and one package are enough:
 *
 *     npm install standardwebhooks
 *     WEBHOOK_SECRET=whsec_… PORT=8080 npx tsx receive.ts
 *
 * The secret is what `POST /v1/platforms/{platform}/rotate-secret` returned. During the 24 hours after a rotation notices
 * are signed with the old secret too, so that a receiver may change over at any time.
 */
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const LARGEST_NOTICE_BYTES = 1_048_576;

const { WEBHOOK_SECRET = '', PORT = '8080' } = process.env;
const webhook = new Webhook(WEBHOOK_SECRET);
/** A real receiver stores these ids in its database, in the transaction that acts on the notice. */
const seen = new Set<string>();

interface Notice {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly noticeId: string;
    readonly accountId: string;
    readonly title: { readonly en: string };
  };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= LARGEST_NOTICE_BYTES) chunks.push(chunk);
  });
  request.on('end', () => {
    response.statusCode =
      bytes > LARGEST_NOTICE_BYTES ? 413 : receive(Buffer.concat(chunks), request.headers);
    response.end();
  });
});

/** The status of the response: 401 for what the product did not sign; it retries whatever is not 2xx. */
function receive(body: Buffer, headers: NodeJS.Dict<string | string[]>): number {
  let notice: Notice;
  try {
    // Checks the signature over the id, the time and the exact bytes, and that the time is within five minutes.
    notice = webhook.verify(body.toString('utf8'), headers as Record<string, string>) as Notice;
  } catch {
    return 401;
  }
  const id = String(headers['webhook-id']);
  // The same notice arrives again when a response was lost.
  if (seen.has(id)) return 204;
  seen.add(id);
  process.stdout.write(`${notice.type} ${notice.data.noticeId}: ${notice.data.title.en}\n`);
  return 204;
}

server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`Receives notices at http://127.0.0.1:${port ?? PORT}\n`);
});
