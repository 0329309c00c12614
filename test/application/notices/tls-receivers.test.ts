/** Notices over real TLS: to whom they are sent, and what an operator reads where the certificate does not do. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { postWebhook, type PostOutcome } from '../../../src/application/notices/post-webhook.ts';
import type { ResolveHost } from '../../../src/application/notices/resolve-endpoint.ts';
import { signWebhook } from '../../../src/application/notices/sign-webhook.ts';
import { projectPath } from '../../../src/infra/project-root.ts';
import { CertificateAuthority, type CertificateWishes } from '../../support/certificates.ts';
import { PlatformReceiver } from '../../support/platform-receiver.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const HOST = 'platform.test';
const LOOPBACK = { rule: { allowLoopback: true, allowPrivate: false }, timeoutMs: 10_000 };
const body = JSON.stringify({ type: 'lot.credited', timestamp: '2025-01-01T00:00:00.000Z', data: {} });
const webhook = () => signWebhook({ id: 'dlv_1', sentAt: new Date(), body }, [SECRET]);
const toThisMachine: ResolveHost = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

let authority: CertificateAuthority;
let folder: string;
const receivers: PlatformReceiver[] = [];
beforeAll(async () => {
  authority = await CertificateAuthority.create();
  folder = await mkdtemp(path.join(tmpdir(), 'tls-receivers-'));
  await writeFile(path.join(folder, 'authority.pem'), authority.pem);
});
afterEach(() => Promise.all(receivers.splice(0).map((receiver) => receiver.close())));
afterAll(() => rm(folder, { recursive: true }));

async function receiverWith(wishes: CertificateWishes): Promise<PlatformReceiver> {
  const receiver = await PlatformReceiver.start(0, await authority.certify(wishes));
  receiver.secrets = [SECRET];
  receivers.push(receiver);
  return receiver;
}

/** Posts in a process whose operator trusts the authority. */
async function postTrusting(url: string): Promise<PostOutcome> {
  const program = projectPath('test/application/notices/post-in-process.ts');
  const args = ['--import', projectPath('test/support/run-typescript.mjs'), program, url, SECRET, body];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem') };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: projectPath() });
  return JSON.parse(stdout) as PostOutcome;
}

test('a certificate of an authority that the operator trusts, for the host of the URL, is delivered to', async () => {
  const receiver = await receiverWith({ hosts: [HOST] });
  expect(await postTrusting(receiver.url('/notices', HOST))).toEqual({ delivered: true, status: 204 });
  // The connection went to the checked address, named the host of the URL, and was verified for that host.
  expect(receiver.received).toMatchObject([
    { id: 'dlv_1', verifiedBy: [SECRET], headers: { host: `${HOST}:${receiver.port}` }, serverName: HOST },
  ]);
});

test('an address instead of a name is verified as an address', async () => {
  const receiver = await receiverWith({ hosts: ['127.0.0.1'] });
  expect(await postTrusting(receiver.url())).toEqual({ delivered: true, status: 204 });
  expect(receiver.received).toMatchObject([{ serverName: null }]);
});

test.each([
  [
    'another host',
    { hosts: ['elsewhere.test'] },
    /^the certificate is not for platform\.test: .*elsewhere\.test/,
  ],
  ['the address only', { hosts: ['127.0.0.1'] }, /^the certificate is not for platform\.test: /],
  ['the past', { hosts: [HOST], days: -1 }, /^the certificate of platform\.test has expired$/],
])(
  'a trusted authority’s certificate for %s is refused, and the reason says so',
  async (_what, wishes, reason) => {
    const receiver = await receiverWith(wishes);
    const outcome = await postTrusting(receiver.url('/notices', HOST));
    expect(outcome).toEqual({ delivered: false, error: expect.stringMatching(reason) as string });
    expect(receiver.received).toEqual([]);
  },
);

test('a certificate of an unknown authority is refused, and the reason names the host', async () => {
  const receiver = await receiverWith({ hosts: [HOST] });
  const outcome = await postWebhook(receiver.url('/notices', HOST), webhook(), {
    ...LOOPBACK,
    resolve: toThisMachine,
  });
  expect(outcome).toEqual({
    delivered: false,
    error: expect.stringMatching(
      /^the certificate of platform\.test is from no authority that is trusted here \([A-Z_]+\)$/,
    ) as string,
  });
  expect(receiver.received).toEqual([]);
});

test('an endpoint that speaks no TLS is refused in a sentence', async () => {
  const plain = await PlatformReceiver.start();
  receivers.push(plain);
  const url = `https://127.0.0.1:${plain.port}/`;
  expect(await postWebhook(url, webhook(), LOOPBACK)).toEqual({
    delivered: false,
    error: expect.stringMatching(/^no TLS connection to 127\.0\.0\.1 \([A-Z_]+\)$/) as string,
  });
});

test('a name that leads elsewhere a moment later is still called at the address that was checked', async () => {
  const receiver = await receiverWith({ hosts: [HOST] });
  let asked = 0;
  const resolve: ResolveHost = () => {
    asked += 1;
    return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
  };
  const outcome = await postWebhook(receiver.url('/', HOST), webhook(), { ...LOOPBACK, resolve });
  // The server was reached, at the first answer: its certificate is what was refused.
  expect(outcome).toMatchObject({ error: expect.stringContaining(`the certificate of ${HOST}`) as string });
  expect(asked).toBe(1);
  const refused = await postWebhook(receiver.url('/', HOST), webhook(), { ...LOOPBACK, resolve });
  expect(refused).toMatchObject({ error: expect.stringContaining('10.0.0.1') as string });
});
