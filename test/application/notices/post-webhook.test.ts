/** One call of an endpoint over real HTTP: what counts as delivered, what an operator reads otherwise, and where it goes. */
import { postWebhook } from '../../../src/application/notices/post-webhook.ts';
import type { ResolveHost } from '../../../src/application/notices/resolve-endpoint.ts';
import { signWebhook } from '../../../src/application/notices/sign-webhook.ts';
import { PlatformReceiver } from '../../support/platform-receiver.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const LOOPBACK = { rule: { allowLoopback: true, allowPrivate: false }, timeoutMs: 2_000 };
const PUBLIC_ONLY = { rule: { allowLoopback: false, allowPrivate: false }, timeoutMs: 2_000 };

let receiver: PlatformReceiver;
beforeEach(async () => {
  receiver = await PlatformReceiver.start();
  receiver.secrets = [SECRET];
});
afterEach(() => receiver.close());

const body = JSON.stringify({ type: 'lot.credited', timestamp: '2025-01-01T00:00:00.000Z', data: {} });
const webhook = () => signWebhook({ id: 'dlv_1', sentAt: new Date(), body }, [SECRET]);

test.each([200, 201, 202, 204, 299])('an answer of %d delivers', async (status) => {
  receiver.behave = () => status;
  expect(await postWebhook(receiver.url(), webhook(), LOOPBACK)).toEqual({ delivered: true, status });
  expect(receiver.received).toMatchObject([{ id: 'dlv_1', path: '/notices', verifiedBy: [SECRET], body }]);
});

test.each([400, 404, 410, 429, 500, 503])('an answer of %d does not', async (status) => {
  receiver.behave = () => status;
  expect(await postWebhook(receiver.url(), webhook(), LOOPBACK)).toEqual({
    delivered: false,
    error: `answered ${status}`,
  });
});

test('a redirect is not followed', async () => {
  receiver.behave = () => ({ redirectTo: receiver.url('/elsewhere') });
  expect(await postWebhook(receiver.url(), webhook(), LOOPBACK)).toEqual({
    delivered: false,
    error: 'answered 307; redirects are not followed',
  });
  expect(receiver.received.map(({ path }) => path)).toEqual(['/notices']);
});

test('who does not answer in time, or hangs up, or is not there, is an outcome that says so', async () => {
  receiver.behave = () => 'hang';
  expect(await postWebhook(receiver.url(), webhook(), { ...LOOPBACK, timeoutMs: 60 })).toEqual({
    delivered: false,
    error: 'no answer within 60 ms',
    timedOut: true,
  });
  receiver.behave = () => 'drop';
  expect(await postWebhook(receiver.url(), webhook(), LOOPBACK)).toEqual({
    delivered: false,
    error: 'socket hang up',
  });
  const { port } = receiver;
  await receiver.close();
  const gone = await postWebhook(`http://127.0.0.1:${port}/`, webhook(), LOOPBACK);
  expect(gone).toEqual({ delivered: false, error: expect.stringContaining('ECONNREFUSED') as string });
  receiver = await PlatformReceiver.start();
});

test('a name service that never answers ends with the same time-out', async () => {
  const resolve: ResolveHost = () => new Promise(() => undefined);
  expect(
    await postWebhook('http://platform.test/', webhook(), { ...LOOPBACK, timeoutMs: 60, resolve }),
  ).toEqual({ delivered: false, error: 'no answer within 60 ms', timedOut: true });
});

test('an answer without an end delivers by its status, and is not read to its end', async () => {
  receiver.behave = () => 'endless';
  expect(await postWebhook(receiver.url(), webhook(), LOOPBACK)).toEqual({ delivered: true, status: 200 });
});

test('the connection goes to the address that was checked, however the name leads a moment later', async () => {
  const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
  let asked = 0;
  const resolve: ResolveHost = () => {
    asked += 1;
    return Promise.resolve([{ address: answers[asked - 1]!, family: 4 }]);
  };
  const outcome = await postWebhook(receiver.url('/here', 'platform.test'), webhook(), {
    ...LOOPBACK,
    resolve,
  });
  expect([outcome, asked]).toEqual([{ delivered: true, status: 204 }, 1]);
  expect(receiver.received[0]!.headers.host).toBe(`platform.test:${receiver.port}`);
});

test('an address that is not allowed is never called, by number or by name', async () => {
  const byNumber = await postWebhook(receiver.url(), webhook(), PUBLIC_ONLY);
  const byName = await postWebhook(receiver.url('/', 'platform.test'), webhook(), {
    ...PUBLIC_ONLY,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  expect([byNumber, byName]).toEqual([
    { delivered: false, error: '127.0.0.1 leads to 127.0.0.1, which is a loopback address' },
    { delivered: false, error: 'platform.test leads to 127.0.0.1, which is a loopback address' },
  ]);
  expect(receiver.received).toEqual([]);
});

test('a host of several addresses is reached at the one that answers', async () => {
  const resolve: ResolveHost = () =>
    Promise.resolve([
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
  const outcome = await postWebhook(receiver.url('/', 'localhost'), webhook(), { ...LOOPBACK, resolve });
  expect(outcome).toEqual({ delivered: true, status: 204 });
});
