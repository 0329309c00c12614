/** A command as a line for a shell, so that what was done by hand can be done by a program. */

export interface CommandRequest {
  /** Default: `POST`. */
  readonly method?: 'POST' | 'PATCH';
  /** Path of the API, filled: `/v1/orders/ord_1/confirm`. */
  readonly path: string;
  readonly body: object;
}

/** Takes the key from a variable of the shell, so that none is copied along. `origin` is the address of the API. */
export function curlOf({ method = 'POST', path, body }: CommandRequest, origin: string): string {
  return [
    `curl -X ${method} ${quoted(`${origin}${path}`)}`,
    `-H "Authorization: Bearer $API_KEY"`,
    ...(method === 'POST' ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

/** Quotes a text for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
