/** The example receivers of `examples/notices` accept what the product signs, and nothing else. */
import path from 'node:path';
import {
  newWebhookSecret,
  signWebhook,
  webhookBodyOf,
  type SignedWebhook,
} from '../../src/application/notices/sign-webhook.ts';
import type { NoticeDocument } from '../../src/storage/collections/notices.ts';
import { runProgram, type RunningProgram } from '../support/running-program.ts';
import { ROOT } from './documents.ts';

const EXAMPLES = path.join(ROOT, 'examples', 'notices');
const RUN_TYPESCRIPT = path.join(ROOT, 'test', 'support', 'run-typescript.mjs');
const SECRET = newWebhookSecret();
const MINUTE_MS = 60_000;

const BODY = webhookBodyOf({
  _id: 'ntc_1',
  kind: 'lot.credited',
  accountId: 'acc_1',
  at: '2026-03-09T01:00:00.000Z',
  payload: { title: { en: 'Units were credited', zh: '例次已到账' } },
} as unknown as NoticeDocument);

const signed = (id: string, sentAt = new Date(), secrets = [SECRET]) =>
  signWebhook({ id, sentAt, body: BODY }, secrets);

describe.each([
  ['TypeScript', process.execPath, ['--import', RUN_TYPESCRIPT, path.join(EXAMPLES, 'receive.ts')]],
  ['Python', 'python3', [path.join(EXAMPLES, 'receive.py')]],
])('the receiver in %s', (_language, command, args) => {
  let receiver: RunningProgram;
  let url: string;
  beforeAll(async () => {
    receiver = runProgram(command, args, {
      cwd: ROOT,
      environment: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: '0' },
    });
    await receiver.says(/Receives notices at http\S+/);
    [, url = ''] = /at (http\S+)/.exec(receiver.output()) ?? [];
  });
  afterAll(async () => {
    receiver.kill('SIGKILL', 'group');
    await receiver.ended;
  });

  const post = async ({ headers, body }: SignedWebhook) =>
    (await fetch(url, { method: 'POST', headers, body })).status;
  const printed = () => receiver.output().split('\n').slice(1, -1);

  it('prints a signed notice once, however often it arrives', async () => {
    expect(await post(signed('dlv_1'))).toBe(204);
    expect(await post(signed('dlv_1'))).toBe(204);
    await receiver.says('lot.credited');
    expect(printed()).toEqual(['lot.credited ntc_1: Units were credited']);
  });

  it('accepts a notice that is signed with an old and with the new secret', async () => {
    expect(await post(signed('dlv_2', new Date(), [newWebhookSecret(), SECRET]))).toBe(204);
    await receiver.says(/(lot\.credited[^]*){2}/);
  });

  it.each([
    ['another secret', signed('dlv_3', new Date(), [newWebhookSecret()])],
    ['another body', { ...signed('dlv_3'), body: BODY.replace('acc_1', 'acc_2') }],
    ['another id', { ...signed('dlv_3'), headers: { ...signed('dlv_3').headers, 'webhook-id': 'dlv_4' } }],
    ['an old time', signed('dlv_3', new Date(Date.now() - 10 * MINUTE_MS))],
    ['no signature', { body: BODY, headers: { 'webhook-id': 'dlv_3' } }],
  ])('refuses a notice with %s', async (_what, webhook) => {
    const before = printed();
    expect(await post(webhook)).toBe(401);
    expect(printed()).toEqual(before);
  });
});
