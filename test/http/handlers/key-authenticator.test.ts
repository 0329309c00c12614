/** How often keys are looked up in the database. */
import { keyAuthenticator } from '../../../src/application/keys/key-authenticator.ts';
import { createKey } from '../../../src/application/keys/create-key.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { useFixture } from '../../support/use-fixture.ts';

const fixture = useFixture();
let nowMs: number;
beforeEach(() => {
  nowMs = Date.now();
});

const startAuthenticator = () => keyAuthenticator(fixture, () => nowMs);
const lookUps = () => jest.spyOn(fixture.database.models.keys, 'findOne').mockClear().mock.calls;

const newKey = (): Promise<{ id: string; secret: string }> =>
  runTransaction(fixture, { by: 'key_test', requestId: 'test' }, async (unit) => {
    const wanted = { name: 'Test', roles: ['sales'] };
    const { key, secret } = await createKey(unit, wanted);
    return { id: key._id, secret };
  });

test('concurrent requests with the same key share one look-up', async () => {
  const { secret } = await newKey();
  const { authenticate } = startAuthenticator();
  const calls = lookUps();
  const callers = await Promise.all(Array.from({ length: 64 }, () => Promise.resolve(authenticate(secret))));
  expect(callers.every((caller) => caller?.name === 'Test')).toBe(true);
  expect(calls).toHaveLength(1);
});

test('an unknown key is looked up once a second', async () => {
  const { authenticate } = startAuthenticator();
  const calls = lookUps();
  const ask = () =>
    Promise.all(Array.from({ length: 64 }, () => Promise.resolve(authenticate('a key that nobody has'))));
  expect((await ask()).concat(await ask()).every((caller) => caller === null)).toBe(true);
  expect(calls).toHaveLength(1);
  nowMs += 1_001;
  await ask();
  expect(calls).toHaveLength(2);
});

test('a found key stays known while its look-up is repeated, until it is not found', async () => {
  const { id, secret } = await newKey();
  const { authenticate, isKnownKey } = startAuthenticator();
  expect(isKnownKey(secret)).toBe(false);
  await authenticate(secret);
  nowMs += 60_000;
  expect(isKnownKey(secret)).toBe(true);
  await fixture.database.models.keys.updateOne({ _id: id }, { $set: { revokedAt: fixture.serverNow() } });
  expect(await authenticate(secret)).toBeNull();
  expect(isKnownKey(secret)).toBe(false);
});

test('a request after a revocation does not use an earlier look-up', async () => {
  const { id, secret } = await newKey();
  const { authenticate, forget } = startAuthenticator();
  const before = authenticate(secret);
  await fixture.database.models.keys.updateOne({ _id: id }, { $set: { revokedAt: fixture.serverNow() } });
  forget(id);
  expect(await authenticate(secret)).toBeNull();
  await before;
});
