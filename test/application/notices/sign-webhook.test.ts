/** Notices as receivers verify them: Standard Webhooks, with every live secret, which overlap when they are rotated. */
import { Webhook } from 'standardwebhooks';
import { live, openSecrets, rotate } from '../../../src/application/notices/platform-secrets.ts';
import {
  newWebhookSecret,
  signWebhook,
  webhookBodyOf,
} from '../../../src/application/notices/sign-webhook.ts';
import type { WebhookSecret } from '../../../src/storage/collections/platforms.ts';
import { createEncryptor } from '../../../src/infra/encryption.ts';
import type { Instant } from '../../../src/domain/instant.ts';

const encryptor = createEncryptor('a secret that seals', 'webhook secrets 1');
const NOON: Instant = '2026-03-07T12:00:00.000Z';

const NOTICE = {
  _id: 'ntc_1',
  kind: 'pool.exhausted' as const,
  accountId: 'acc_1',
  sandbox: true,
  at: '2025-01-02T03:04:05.006Z' as const,
  sortKey: 'ntc_1',
  recordedAt: NOON,
  payload: { resource: 'ai:mimi', name: '云检查' },
};

test('a body says what happened, when it took effect, and to whom', () => {
  expect(JSON.parse(webhookBodyOf(NOTICE))).toEqual({
    type: 'pool.exhausted',
    timestamp: '2025-01-02T03:04:05.006Z',
    data: { resource: 'ai:mimi', name: '云检查', noticeId: 'ntc_1', accountId: 'acc_1' },
  });
});

test('a signature is verified with any of the secrets, in real time, and with no other', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const body = webhookBodyOf(NOTICE);
  const { headers } = signWebhook({ id: 'dlv_1', sentAt: new Date(), body }, secrets);
  expect(headers['webhook-id']).toBe('dlv_1');
  expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  for (const secret of secrets) {
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'pool.exhausted' });
  }
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(secrets[0]!).verify(body, { ...headers, 'webhook-id': 'dlv_2' })).toThrow();
  expect(() => new Webhook(secrets[0]!).verify(`${body} `, headers)).toThrow();
});

test('secrets are new each time, of 32 random bytes, in the form of the standard', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  expect(new Set(secrets).size).toBe(2);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

describe('rotation', () => {
  const signing = (secrets: WebhookSecret[], now: Instant) =>
    openSecrets(
      { _id: 'business', url: null, sandboxUrl: null, enabled: true, secrets, updatedAt: NOON },
      encryptor,
      now,
    );

  it('leaves the old secret signing for 24 hours and not a millisecond more', () => {
    const first = rotate('business', [], encryptor, '2026-03-01T00:00:00.000Z');
    const second = rotate('business', first.secrets, encryptor, NOON);
    const both = [second.secret, first.secret];
    expect(signing(first.secrets, '2030-01-01T00:00:00.000Z')).toEqual([first.secret]);
    expect(signing(second.secrets, NOON)).toEqual(both);
    expect(signing(second.secrets, '2026-03-08T11:59:59.999Z')).toEqual(both);
    expect(signing(second.secrets, '2026-03-08T12:00:00.000Z')).toEqual([second.secret]);
  });

  it('again within a day lets each run out at its own time', () => {
    const first = rotate('business', [], encryptor, NOON);
    const second = rotate('business', first.secrets, encryptor, '2026-03-07T13:00:00.000Z');
    const third = rotate('business', second.secrets, encryptor, '2026-03-07T14:00:00.000Z');
    expect(live(third.secrets, '2026-03-07T14:00:00.000Z').map(({ expiresAt }) => expiresAt)).toEqual([
      null,
      '2026-03-08T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
    ]);
    const fourth = rotate('business', third.secrets, encryptor, '2026-03-08T13:30:00.000Z');
    expect(signing(fourth.secrets, '2026-03-08T13:30:00.000Z')).toEqual([
      fourth.secret,
      third.secret,
      second.secret,
    ]);
  });

  it('keeps a bounded number, so that a notice never carries a signature too many', () => {
    let secrets: WebhookSecret[] = [];
    for (let times = 0; times < 20; times += 1)
      secrets = rotate('business', secrets, encryptor, NOON).secrets;
    expect(secrets).toHaveLength(5);
  });

  it('seals each secret for its platform and its purpose alone', () => {
    const { secret, secrets } = rotate('business', [], encryptor, NOON);
    expect(JSON.stringify(secrets)).not.toContain(secret);
    const { encrypted } = secrets[0]!;
    expect(() => encryptor.open(encrypted, 'platform:management')).toThrow();
    expect(() => createEncryptor('a secret that seals').open(encrypted, 'platform:business')).toThrow();
  });
});
