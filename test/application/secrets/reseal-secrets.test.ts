/** After the operator has changed the sealing secret, one command encrypts everything again, and the old one can be dropped. */
import { attemptDelivery } from '../../../src/application/notices/attempt-delivery.ts';
import { rotate } from '../../../src/application/notices/platform-secrets.ts';
import { webhookSettingsOf } from '../../../src/application/notices/webhook-settings.ts';
import { resealSecrets } from '../../../src/application/secrets/reseal-secrets.ts';
import { secretsCommand } from '../../../src/cli/secrets-command.ts';
import { loadConfig } from '../../../src/infra/config.ts';
import { createEncryptor } from '../../../src/infra/encryption.ts';
import { newId } from '../../../src/infra/ids.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { PlatformReceiver } from '../../support/platform-receiver.ts';
import { testServers } from '../../support/servers.ts';
import { useFixture } from '../../support/use-fixture.ts';

const fixture = useFixture();
const [OLDEST, OLD, NEW] = ['the-first-secret', 'the-second-secret', 'the-third-secret'];
const SECRETS = { current: NEW, retired: [OLD, OLDEST] };

let receiver: PlatformReceiver;
beforeAll(async () => {
  receiver = await PlatformReceiver.start();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  const { platforms, encryptedTokens, deliveries, notices } = fixture.database.models;
  await platforms.deleteMany({});
  await encryptedTokens.deleteMany({});
  await deliveries.deleteMany({});
  await notices.deleteMany({});
});

/** Stores the token of a line, encrypted with a sealing secret. Returns the id of the line. */
async function tokenUnder(sealingSecret: string): Promise<string> {
  const lineId = newId('lin');
  const encrypted = createEncryptor(sealingSecret).seal(`token of ${lineId}`, lineId);
  const createdAt = fixture.serverNow();
  await fixture.database.models.encryptedTokens.insertMany([
    { _id: lineId, accountId: 'acc_1', encrypted, createdAt },
  ]);
  return lineId;
}

/** Makes the receiver the business platform, with a secret encrypted with `sealingSecret`. */
async function platformUnder(sealingSecret: string): Promise<void> {
  const updatedAt = fixture.serverNow();
  const encryptor = createEncryptor(sealingSecret, 'webhook secrets 1');
  const { secret, secrets } = rotate('business', [], encryptor, updatedAt);
  receiver.secrets = [secret];
  const url = receiver.url();
  await fixture.database.models.platforms.insertMany([
    { _id: 'business', url, sandboxUrl: url, enabled: true, secrets, updatedAt },
  ]);
}

const tokens = async (): Promise<Map<string, string>> =>
  new Map(
    (await fixture.database.models.encryptedTokens.find({}).lean()).map((row) => [row._id, row.encrypted]),
  );

/** Attempts to deliver a new notice by a process with these variables. */
async function deliver(environment: Record<string, string>) {
  const { _id: accountId, sandbox } = await openAccount(fixture);
  await runTransaction(fixture, TESTER, async (unit) => {
    const at = await unit.accountNow(accountId);
    unit.notify({ kind: 'pool.low', cause: newId('cmd'), accountId, sandbox, at, payload: {} });
  });
  const { deliveries } = fixture.database.models;
  const { _id } = await deliveries.findOne({ accountId, platform: 'business' }).orFail().lean();
  const webhooks = webhookSettingsOf(loadConfig({ ...environment, NOTICE_ALLOW_LOOPBACK: 'true' }));
  const outcome = await attemptDelivery({ ...fixture, webhooks }, _id);
  return { outcome, verifiedBy: receiver.received.find(({ id }) => id === _id)?.verifiedBy };
}

test('everything that a retired secret encrypted is encrypted with the current one, page by page, and only once', async () => {
  await platformUnder(OLD);
  const lines: string[] = [];
  for (const secret of [OLD, OLDEST, NEW, OLD, OLDEST]) lines.push(await tokenUnder(secret));
  const before = await tokens();
  const none = { resealed: 0, unreadable: 0 };

  expect(await resealSecrets(fixture, SECRETS, 2)).toEqual({
    tokens: { resealed: 4, current: 1, unreadable: 0 },
    signingSecrets: { resealed: 1, current: 0, unreadable: 0 },
    unreadable: [],
  });
  const after = await tokens();
  const current = createEncryptor(NEW);
  for (const line of lines) expect(current.open(after.get(line)!, line)).toBe(`token of ${line}`);
  expect(after.get(lines[2]!)).toBe(before.get(lines[2]!));

  expect(await resealSecrets(fixture, { ...SECRETS, retired: [] }, 2)).toEqual({
    tokens: { ...none, current: 5 },
    signingSecrets: { ...none, current: 1 },
    unreadable: [],
  });
  expect(await tokens()).toEqual(after);
});

test('deliveries are signed before, between and after: under the retired secret, and when it is dropped', async () => {
  await platformUnder(OLD);
  const unreadable = { result: 'failed', error: 'the signing secrets cannot be opened here' };
  expect((await deliver({ SEALING_SECRET: NEW })).outcome).toMatchObject(unreadable);
  const both = { SEALING_SECRET: NEW, SEALING_SECRETS_RETIRED: `${OLDEST} ${OLD}` };
  const signed = { outcome: { result: 'accepted', status: 204 }, verifiedBy: receiver.secrets };
  expect(await deliver(both)).toEqual(signed);
  await resealSecrets(fixture, SECRETS);
  expect(await deliver({ SEALING_SECRET: NEW })).toEqual(signed);
  expect((await deliver({ SEALING_SECRET: OLD })).outcome).toMatchObject(unreadable);
});

test('runs at the same time, and one after an interrupted one, leave everything readable', async () => {
  await platformUnder(OLD);
  const lines: string[] = [];
  for (let n = 0; n < 20; n += 1) lines.push(await tokenUnder(OLD));
  // What an interrupted run leaves: a part is done.
  await fixture.database.models.encryptedTokens.updateOne(
    { _id: lines[3]! },
    { $set: { encrypted: createEncryptor(NEW).seal(`token of ${lines[3]!}`, lines[3]!) } },
  );
  await Promise.all([resealSecrets(fixture, SECRETS, 3), resealSecrets(fixture, SECRETS, 4)]);
  const after = await tokens();
  for (const line of lines) {
    expect(createEncryptor(NEW).open(after.get(line)!, line)).toBe(`token of ${line}`);
  }
  expect((await deliver({ SEALING_SECRET: NEW })).verifiedBy).toEqual(receiver.secrets);
});

test('a rotation at the same time loses no secret', async () => {
  await platformUnder(OLD);
  const { models } = fixture.database;
  const { secrets } = await models.platforms.findById('business').orFail().lean();
  const encryptor = createEncryptor(NEW, 'webhook secrets 1');
  const rotated = rotate('business', secrets, encryptor, fixture.serverNow());
  await Promise.all([
    resealSecrets(fixture, SECRETS),
    runTransaction(fixture, TESTER, async (unit) => {
      const now = await models.platforms.findById('business').session(unit.session).orFail().lean();
      const all = [rotated.secrets[0]!, ...now.secrets];
      await models.platforms.updateOne(
        { _id: 'business' },
        { $set: { secrets: all } },
        { session: unit.session },
      );
    }),
  ]);
  await resealSecrets(fixture, SECRETS);
  receiver.secrets = [rotated.secret, ...receiver.secrets];
  expect((await deliver({ SEALING_SECRET: NEW })).verifiedBy).toEqual(receiver.secrets);
});

test('an expired signing secret is left alone: nothing reads it, whatever encrypted it', async () => {
  await platformUnder(NEW);
  const { platforms } = fixture.database.models;
  const expired = {
    encrypted: 'of a lost secret',
    createdAt: '2024-01-01T00:00:00.000Z',
    expiresAt: '2024-01-02T00:00:00.000Z',
  };
  await platforms.updateOne({ _id: 'business' }, { $push: { secrets: expired } });
  const result = await resealSecrets(fixture, SECRETS);
  expect(result.signingSecrets).toEqual({ resealed: 0, current: 1, unreadable: 0 });
});

describe('secrets reseal', () => {
  /** Runs the command as a shell does: what it wrote, and the code it ends with. */
  async function run(environment: Record<string, string>, ...args: string[]) {
    const written = { stdout: '', stderr: '' };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation((text) => {
        written[stream] += String(text);
        return true;
      }),
    );
    const before = process.exitCode;
    try {
      const MONGODB_URI = testServers().mongodbUri;
      const MONGODB_DATABASE = fixture.database.connection.name;
      const command = secretsCommand({ MONGODB_URI, MONGODB_DATABASE, ...environment });
      await command.parseAsync(['reseal', ...args], { from: 'user' });
      return { ...written, code: process.exitCode };
    } finally {
      process.exitCode = before;
      for (const spy of spies) spy.mockRestore();
    }
  }

  it('says how many were encrypted again, were current and are unreadable, and ends with 1 for the last', async () => {
    await platformUnder(OLD);
    await tokenUnder(OLD);
    const lost = await tokenUnder('a-lost-secret');
    const environment = { SEALING_SECRET: NEW, SEALING_SECRETS_RETIRED: OLD };
    const first = await run(environment);
    expect(first).toEqual({
      stdout: [
        'tokens of customers',
        '  encrypted again  1',
        '  already current  0',
        '  unreadable       1 !',
        'signing secrets of platforms',
        '  encrypted again  1',
        '  already current  0',
        '  unreadable       0',
        'unreadable values belong to',
        `    line:${lost}`,
        '',
      ].join('\n'),
      stderr: '',
      code: 1,
    });
    await fixture.database.models.encryptedTokens.deleteOne({ _id: lost });
    const second = await run(environment, '--json');
    expect([second.code, JSON.parse(second.stdout)]).toEqual([
      0,
      {
        tokens: { resealed: 0, current: 1, unreadable: 0 },
        signingSecrets: { resealed: 0, current: 1, unreadable: 0 },
        unreadable: [],
      },
    ]);
    const { audit } = fixture.database.models;
    expect(
      await audit.find({ type: 'platform.secrets_resealed' }).sort({ _id: -1 }).limit(1).lean(),
    ).toMatchObject([{ facts: { platform: 'business', resealed: 1 } }]);
  });

  it('ends with 2 where it could not do its work, and shows no secret', async () => {
    const without = await run({});
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('SEALING_SECRET')]);
    const nowhere = await run({ SEALING_SECRET: NEW, MONGODB_URI: 'mongodb://127.0.0.1:1/?replicaSet=rs0' });
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).not.toContain(NEW);
  });

  it('has a help that says what to do and what the exit codes mean', () => {
    const reseal = secretsCommand({}).commands.find((command) => command.name() === 'reseal');
    let help = '';
    reseal!.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain('SEALING_SECRETS_RETIRED');
    expect(help).toContain('The exit code is 0');
  });
});
