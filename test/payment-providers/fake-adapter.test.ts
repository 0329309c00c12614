import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { eventSignature } from '../../src/payment-providers/event-signature.ts';
import { createFakeAdapter } from '../../src/payment-providers/fake/adapter.ts';
import {
  ProviderRejectedError,
  ProviderUnavailableError,
} from '../../src/payment-providers/provider-errors.ts';
import { SECRET } from './event-receiver.ts';

const EVENT = {
  eventId: 'evt_1',
  type: 'payment.captured',
  paymentId: 'pay_1',
  providerReference: 'fch_1',
  amount: { amountMinor: 100, currency: 'USD' },
  occurredAt: '2026-03-07T16:00:00.000Z',
  metadata: {},
};
const BODY = JSON.stringify(EVENT);
const signed = (body = BODY, { id = 'evt_1', at = new Date(), secret = SECRET } = {}) =>
  eventSignature(secret).sign(id, at, body);
const minutes = (n: number) => new Date(Date.now() + n * 60_000);

describe('an event of a provider', () => {
  const adapter = createFakeAdapter({ baseUrl: 'http://127.0.0.1:9', secret: SECRET });

  test('that is signed is read, whether it comes as text or as bytes', () => {
    expect(adapter.verifyEvent(signed(), BODY)).toEqual(EVENT);
    expect(adapter.verifyEvent(signed(), Buffer.from(BODY))).toEqual(EVENT);
  });

  test('may be signed with a secret that is a plain text', () => {
    const secret = 'mZ7-0a_plain text of our own choosing';
    const plain = createFakeAdapter({ baseUrl: 'http://127.0.0.1:9', secret });
    expect(plain.verifyEvent(signed(BODY, { secret }), BODY)).toEqual(EVENT);
    expect(() => plain.verifyEvent(signed(), BODY)).toThrow('bad signature');
  });

  test('may carry more than we know of', () => {
    const body = JSON.stringify({ ...EVENT, metadata: undefined, fee: 3 });
    expect(adapter.verifyEvent(signed(body), body)).toEqual(EVENT);
  });

  test('of an unknown type is recognized as such, whatever else it contains', () => {
    const body = JSON.stringify({ eventId: 'evt_1', type: 'dispute.opened', dispute: { amount: 5 } });
    expect(adapter.verifyEvent(signed(body), body)).toEqual({
      eventId: 'evt_1',
      type: 'unknown',
      name: 'dispute.opened',
    });
  });

  test.each([
    { providerReference: 'fch_\u0000' },
    { providerReference: 'fch_\ud800' },
    { paymentId: 'pay_\udfff' },
    { refundId: 'ref_\u202e' },
    { metadata: { note: '\ud83d' } },
    { metadata: { 'no\u0000te': 'x' } },
  ])('with a text that cannot be stored unchanged is recognized as unknown: %j', (fields) => {
    const body = JSON.stringify({ ...EVENT, ...fields });
    expect(adapter.verifyEvent(signed(body), body)).toEqual({
      eventId: 'evt_1',
      type: 'unknown',
      name: 'payment.captured',
    });
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['a changed body', BODY.replace('100', '900'), signed(), 'bad_signature'],
    ['one more blank', `${BODY} `, signed(), 'bad_signature'],
    ['another id', BODY, { ...signed(), 'webhook-id': 'evt_2' }, 'bad_signature'],
    [
      'another time',
      BODY,
      { ...signed(), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) },
      'bad_signature',
    ],
    [
      'the signature of another secret',
      BODY,
      signed(BODY, { secret: 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==' }),
      'bad_signature',
    ],
    ['an empty signature', BODY, { ...signed(), 'webhook-signature': 'v1,' }, 'bad_signature'],
    ['no signature', BODY, {}, 'unsigned'],
    ['a time that is none', BODY, { ...signed(), 'webhook-timestamp': 'soon' }, 'unsigned'],
    ['a signature of six minutes ago', BODY, signed(BODY, { at: minutes(-6) }), 'stale'],
    ['a signature of six minutes ahead', BODY, signed(BODY, { at: minutes(6) }), 'stale'],
    ['the id of another event', BODY, signed(BODY, { id: 'evt_2' }), 'malformed'],
    ['no JSON', 'paid', signed('paid'), 'malformed'],
    ['no amount', '{"eventId":"evt_1"}', signed('{"eventId":"evt_1"}'), 'malformed'],
  ])('with %s is not taken', (_what, body, headers, fault) => {
    expect(() => adapter.verifyEvent(headers, body)).toThrow(
      expect.objectContaining({ name: 'ProviderEventError', fault }) as Error,
    );
  });

  test('whose header is repeated is not taken', () => {
    const headers = { ...signed(), 'webhook-id': ['evt_1', 'evt_1'] };
    expect(() => adapter.verifyEvent(headers, BODY)).toThrow('unsigned');
  });

  test('leaves the secret out of everything that could be logged', () => {
    const plain = Buffer.from(SECRET.slice('whsec_'.length), 'base64').toString();
    for (const secret of [SECRET, SECRET.slice('whsec_'.length), plain]) {
      expect(inspect(adapter, { depth: 9, showHidden: true })).not.toContain(secret);
    }
  });
});

describe('a call to a provider', () => {
  const charge = {
    paymentId: 'pay_1',
    orderId: 'ord_1',
    token: 'tok_ok',
    amount: { amountMinor: 100, currency: 'USD' },
    reference: '',
  };
  let server: Server;
  let calls: number;

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A busy machine must not look like a provider that is silent. */
  const PATIENT_MS = 10_000;
  type Answer = (call: number, ...of: Parameters<RequestListener>) => void;

  async function answering(answer: Answer, timeoutMs = PATIENT_MS) {
    calls = 0;
    server = createServer((request, response) => {
      request.resume();
      answer(++calls, request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return createFakeAdapter({
      baseUrl: `http://127.0.0.1:${port}`,
      secret: SECRET,
      backoffMs: 1,
      timeoutMs,
    });
  }

  test('is made again when the connection breaks or the provider is in trouble', async () => {
    const adapter = await answering((call, request, response) => {
      if (call === 1) request.socket.destroy();
      else if (call === 2) response.writeHead(503).end('<html>');
      else response.writeHead(202).end('{"providerReference":"fch_1"}');
    });
    expect(await adapter.createCharge(charge)).toEqual({ providerReference: 'fch_1' });
    expect(calls).toBe(3);
  });

  test.each<[string, Answer, timeoutMs: number]>([
    ['never answers', () => undefined, 100],
    ['breaks every connection', (_call, request) => request.socket.destroy(), PATIENT_MS],
    ['answers something else', (_call, _request, response) => response.end('{"ok":true}'), PATIENT_MS],
    ['asks for patience', (_call, _request, response) => response.writeHead(429).end('{}'), PATIENT_MS],
  ])(
    'fails as unavailable, after a bounded number of attempts, when the provider %s',
    async (_what, answer, timeoutMs) => {
      const adapter = await answering(answer, timeoutMs);
      await expect(adapter.createCharge(charge)).rejects.toBeInstanceOf(ProviderUnavailableError);
      expect(calls).toBe(3);
    },
  );

  test('is made once when the provider refuses, and the error names the reason but no token', async () => {
    const adapter = await answering((_call, _request, response) => {
      response.writeHead(422).end('{"error":{"code":"card_stolen"}}');
    });
    const error: unknown = await adapter.createCharge(charge).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderRejectedError);
    expect(error).toMatchObject({ status: 422, code: 'card_stolen' });
    expect(inspect(error)).not.toContain('tok_ok');
    expect(calls).toBe(1);
  });
});
