/** The export of an account: all its records as a stream of lines, as of one instant, with a signed head. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Instant } from '../../../src/domain/instant.ts';
import { exportAccount } from '../../../src/application/exports/export-account.ts';
import { EXPORTED, LEFT_OUT } from '../../../src/application/exports/exported-records.ts';
import { verifyExport } from '../../../src/application/exports/verify-export.ts';
import { createSigner, createVerifier } from '../../../src/infra/signing.ts';
import { sha256Hex } from '../../../src/infra/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, orderOf } from '../../support/order-fixtures.ts';
import { keyOf, newAccount, RETIRED_SIGNING_SECRET, SIGNING_SECRET, startApi, type Api } from './api.ts';

interface Line {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';

async function exported(accountId: string): Promise<{ text: string; lines: Line[] }> {
  const answer = await api.call('operator', `/v1/accounts/${accountId}/export`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const lines = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { text: answer.text, lines };
}

/** Verifies an export with the public key alone, as an external auditor does. */
async function verdictOf(text: string) {
  const { body } = await api.call('sales', '/v1/verify/key');
  const key = createVerifier(String(body['publicKeyPem']));
  expect(key.keyId).toBe(body['keyId']);
  async function* bytes() {
    yield await Promise.resolve(Buffer.from(text));
  }
  return verifyExport(bytes(), (keyId) => (keyId === key.keyId ? key : null));
}

it('of an unused account contains the account, its empty ledger and the head', async () => {
  const accountId = await newAccount(api);
  const { text, lines } = await exported(accountId);
  expect(lines.map(({ type }) => type)).toEqual(['account', 'audit', 'ledger', 'head']);
  expect(lines.at(-1)!.data).toMatchObject({ accountId, sequence: 0, hash: '', lines: 3 });
  expect(await verdictOf(text)).toEqual({ valid: true, entries: 0 });
});

describe('the export of an account with purchases and usages', () => {
  let accountId: string;
  let lines: Line[];
  let text: string;

  beforeAll(async () => {
    const { fixture } = api;
    const account = await openAccount(fixture, { sandboxNow: NOW });
    accountId = account._id;
    await orderOf(fixture, account);
    const organization = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
      body: { name: 'Radiology' },
    });
    await creditLot(fixture, accountId, {
      resource: 'ai:mimi',
      units: 10,
      purchasedAt: NOW,
      expiresAt: '2026-06-02T00:00:00.000Z',
    });
    await api.call('platform', '/v1/usages', {
      body: { accountId, organizationId: organization.body['id'], resource: 'ai:mimi', quantity: 4 },
    });
    // The expiry creates a notice with its deliveries.
    await setClock(fixture, accountId, '2026-06-02T00:00:00.000Z');
    await creditLot(fixture, accountId, {
      resource: 'ai:mimi',
      units: 1,
      purchasedAt: NOW,
      expiresAt: '2027-06-02T00:00:00.000Z',
    });
    ({ lines, text } = await exported(accountId));
  });

  const ofType = (type: string) => lines.filter((line) => line.type === type).map(({ data }) => data);

  it('contains every stored record, in the order of the types', async () => {
    const { models } = api.fixture.database;
    const order: string[] = [...EXPORTED.map(({ type }) => type), 'usage', 'journal', 'ledger', 'head'];
    const places = lines.map(({ type }) => order.indexOf(type));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const { type, collection } of EXPORTED) {
      const mine = collection === 'accounts' ? { _id: accountId } : { accountId };
      const stored = await models[collection as 'orders'].countDocuments(
        ['deliveries', 'serviceEvidence'].includes(collection) ? {} : mine,
      );
      expect([type, ofType(type).length]).toEqual([type, stored]);
    }
    for (const type of ['account', 'organization', 'agreement', 'order', 'lot', 'usage', 'notice', 'audit']) {
      expect([type, ofType(type).length > 0]).toEqual([type, true]);
    }
    expect(ofType('delivery')).toHaveLength(2 * ofType('notice').length);
  });

  it('contains the journal in order, and the ledger that results from it', async () => {
    const head = await api.fixture.database.models.ledgers.findById(accountId).orFail().lean();
    const entries = ofType('journal');
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'lot.credited',
      'usage.accepted',
      'lot.expired',
      'lot.credited',
    ]);
    expect(ofType('ledger')).toMatchObject([{ accountId, sequence: 4, hash: head.hash, pools: head.pools }]);
  });

  it('ends with a head that covers the bytes before it and is signed with the published key', async () => {
    const last = lines.at(-1)!;
    const body = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
    expect(last).toMatchObject({
      type: 'head',
      data: {
        accountId,
        sequence: 4,
        hash: ofType('journal').at(-1)!['hash'],
        lines: lines.length - 1,
        digest: sha256Hex(body),
      },
    });
    expect(await verdictOf(text)).toEqual({ valid: true, entries: 4 });
  });

  it('contains no secrets', () => {
    expect(Object.keys(LEFT_OUT)).toEqual(expect.arrayContaining(['keys', 'encryptedTokens', 'platforms']));
    for (const payment of ofType('payment')) expect(payment).not.toHaveProperty('checkoutUrl');
    expect(text).not.toMatch(/_id|whsec_|encrypted/);
  });
});

/** Adds more records than the buffers of a stream hold, which precede all other records in the export. */
const fillOrganizations = (accountId: string) =>
  api.fixture.database.models.organizations.insertMany(
    Array.from({ length: 3_000 }, (_, index) => ({
      _id: `org_${accountId}_${String(index).padStart(5, '0')}`,
      accountId,
      sandbox: true,
      name: 'x'.repeat(1_000),
      nameKey: 'x'.repeat(1_000),
      createdAt: NOW,
    })),
  );

it('is a snapshot: records written during the read are not in it', async () => {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const lot = {
    resource: 'ai:mimi',
    units: 3,
    purchasedAt: NOW,
    expiresAt: '2026-06-02T00:00:00.000Z' as const,
  };
  await fillOrganizations(accountId);
  await creditLot(api.fixture, accountId, lot);
  const signer = createSigner(SIGNING_SECRET);
  const pieces = exportAccount({ database: api.fixture.database, signer, exportedAt: NOW }, accountId);
  const parts = [(await pieces.next()).value];
  // Only the first chunk was requested: lots have not been read yet.
  await creditLot(api.fixture, accountId, lot);
  for await (const piece of pieces) parts.push(piece);
  const text = parts.join('');
  expect(parts[0]).not.toContain('"type":"lot"');
  expect(text.match(/"type":"lot"/g)).toHaveLength(1);
  expect(await verdictOf(text)).toEqual({ valid: true, entries: 1 });
  expect(await verdictOf((await exported(accountId)).text)).toEqual({ valid: true, entries: 2 });
});

it('is still verified after its key was retired, and not if it was signed with an unknown key', async () => {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const signedWith = async (secret: string) => {
    const { database } = api.fixture;
    const pieces = exportAccount({ database, signer: createSigner(secret), exportedAt: NOW }, accountId);
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  };
  const verdictOfApi = async (body: string) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    return (await api.call('operator', '/v1/verify', { method: 'POST', body, headers })).body;
  };
  expect(await verdictOfApi(await signedWith(RETIRED_SIGNING_SECRET))).toMatchObject({ valid: true });
  expect(await verdictOfApi(await signedWith('a secret of another product'))).toMatchObject({
    valid: false,
    firstBroken: { reason: 'unknown_key' },
  });
});

it('stops when its reader disconnects, and leaves no session behind', async () => {
  const accountId = await newAccount(api);
  await fillOrganizations(accountId);
  const reading = get(`${api.server.url}/v1/accounts/${accountId}/export`, {
    headers: { authorization: `Bearer ${keyOf('operator')}` },
  });
  const [response] = (await once(reading, 'response')) as [IncomingMessage];
  await once(response, 'readable');
  const aborted = () => api.server.logged.filter(({ facts }) => facts['aborted'] === true);
  reading.destroy();
  await eventually(aborted, ({ length }) => length > 0);
  expect(api.server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(aborted()).toMatchObject([{ facts: { route: 'exportAccount' } }]);
});

it('is not created for a HEAD request', async () => {
  const accountId = await newAccount(api);
  const answer = await api.call('operator', `/v1/accounts/${accountId}/export`, { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([
    200,
    'application/x-ndjson',
    '',
  ]);
});

it('is for operators, and needs an existing account', async () => {
  const accountId = await newAccount(api);
  expect((await api.call('sales', `/v1/accounts/${accountId}/export`)).status).toBe(403);
  expect((await api.call('operator', '/v1/accounts/acc_none/export')).status).toBe(404);
});
