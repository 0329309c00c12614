/** Delivery of notices: each is sent once to each platform, signed, despite outages (rules §8.16, AMB-47). */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../support/certificates.ts';
import { PlatformReceiver, type Behaviour } from '../../support/platform-receiver.ts';
import { deliveryTo, LIVE, PlatformClient, SANDBOX } from '../../support/platform-client.ts';
import { ProductClient, SANDBOX_START, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
let platforms: PlatformClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  platforms = await PlatformClient.open(client);
});
afterAll(async () => {
  await product.close();
  await platforms.close();
});
beforeEach(async () => {
  for (const name of ['business', 'management'] as const) {
    platforms[name].behave = () => 204;
    await platforms.set(name);
  }
});

const CASES = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

/** Retries over three days: after 1, 2, 4, … 256 minutes, then every six hours, and at the end. */
const ATTEMPTS_OF_A_ROUND = 21;
/** The same in the last of the three days, for a notice that was held behind an earlier one during the first two. */
const ATTEMPTS_OF_THE_LAST_DAY = 13;

/** Sets the response of a platform to notices about the customer's lot. */
function whenItHears(receiver: PlatformReceiver, { id }: Customer, behaviour: Behaviour): void {
  receiver.behave = ({ type, data }) =>
    type === 'lot.credited' && data['accountId'] === id ? behaviour : 204;
}

/** A sandbox customer whose purchase reached one platform, while the other was down. */
async function customerWithoutManagement(behaviour: Behaviour = 503) {
  const customer = await client.customer();
  whenItHears(platforms.management, customer, behaviour);
  await client.bought(customer.id, [CASES]);
  const [credited] = await client.notices(customer.id, 'lot.credited');
  await platforms.until(credited!.id, 'business', ({ state }) => state === 'delivered');
  const first = await platforms.until(credited!.id, 'management', ({ attempts }) => attempts === 1);
  return { customer, noticeId: credited!.id, first };
}

test('each notice reaches both platforms once, signed, with its event and time', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, [CASES]);
  const notices = await platforms.settled(customer.id);
  expect(notices.map(({ kind }) => kind).sort()).toEqual(['lot.credited', 'order.paid']);
  for (const name of ['business', 'management'] as const) {
    const heard = platforms[name].about(customer.id);
    expect(heard).toHaveLength(notices.length);
    for (const notice of notices) {
      const delivery = deliveryTo(notice, name);
      const webhook = heard.find(({ id }) => id === delivery.id)!;
      expect(webhook).toMatchObject({
        path: SANDBOX,
        type: notice.kind,
        timestamp: SANDBOX_START,
        data: { ...notice.payload, noticeId: notice.id, accountId: customer.id },
        verifiedBy: platforms[name].secrets,
      });
      expect(Math.abs(Number(webhook.headers['webhook-timestamp']) * 1_000 - Date.now())).toBeLessThan(
        60_000,
      );
      expect(delivery).toEqual({
        id: delivery.id,
        platform: name,
        state: 'delivered',
        attempts: 1,
        deliveredAt: SANDBOX_START,
      });
    }
  }
});

test('notices of a real-time customer go to the url, never to the sandbox url', async () => {
  const customer = await client.customer({ sandboxNow: null });
  await client.bought(customer.id, [CASES]);
  await platforms.settled(customer.id);
  for (const receiver of [platforms.business, platforms.management]) {
    expect(receiver.about(customer.id).map(({ path }) => path)).toEqual([LIVE, LIVE]);
  }
});

test('notices of a sandbox go to the inbox if the platform has no sandbox endpoint', async () => {
  await platforms.set('business', { sandboxUrl: null });
  const customer = await client.customer();
  await client.bought(customer.id, [CASES]);
  const notices = await platforms.settled(customer.id);
  expect(notices.map((notice) => deliveryTo(notice, 'business').state)).toEqual(['delivered', 'delivered']);
  expect(platforms.business.about(customer.id)).toEqual([]);
  expect(platforms.management.about(customer.id)).toHaveLength(2);
});

test('notices to a disabled platform go to the inbox', async () => {
  await platforms.set('management', { enabled: false });
  const customer = await client.customer();
  await client.bought(customer.id, [CASES]);
  const [notice] = await platforms.settled(customer.id);
  expect(deliveryTo(notice!, 'management')).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(platforms.management.about(customer.id)).toEqual([]);
});

test('during an outage of three days the other platform gets the notice once; the failed one gets retries with one id, then a task is opened', async () => {
  const { customer, noticeId, first } = await customerWithoutManagement();
  const delivery = async () => deliveryTo(await platforms.notice(noticeId), 'management');
  const received = (receiver: PlatformReceiver) =>
    receiver.about(customer.id).filter(({ type }) => type === 'lot.credited');
  expect(first).toMatchObject({
    state: 'pending',
    lastError: 'answered 503',
    nextAttemptAt: plusMs(SANDBOX_START, 60_000),
  });
  await client.advance(customer.id, { by: 'PT71H59M' });
  expect(await delivery()).toMatchObject({
    state: 'pending',
    attempts: ATTEMPTS_OF_A_ROUND - 1,
    nextAttemptAt: plusMs(SANDBOX_START, 3 * DAY_MS),
  });
  expect(await platforms.undeliverable(customer.id)).toEqual([]);

  await client.advance(customer.id, { by: 'PT1M' });
  expect(await delivery()).toEqual({
    id: first.id,
    platform: 'management',
    state: 'failed',
    attempts: ATTEMPTS_OF_A_ROUND,
    lastError: 'answered 503',
  });
  const heard = received(platforms.management);
  expect(heard).toHaveLength(ATTEMPTS_OF_A_ROUND);
  expect(new Set(heard.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  expect(heard[0]!.id).toBe(first.id);
  const [task, ...others] = await platforms.undeliverable(customer.id);
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    role: 'operator',
    state: 'open',
    openedAt: plusMs(SANDBOX_START, 3 * DAY_MS),
    facts: { noticeId, platform: 'management', lastError: 'answered 503', attempts: ATTEMPTS_OF_A_ROUND },
  });
  expect(received(platforms.business)).toHaveLength(1);

  // A resend during the outage retries for another three days and opens no second task.
  await platforms.resend(noticeId);
  await client.advance(customer.id, { by: 'P3D' });
  expect(await delivery()).toMatchObject({ state: 'failed', attempts: 2 * ATTEMPTS_OF_A_ROUND });
  expect(await platforms.undeliverable(customer.id)).toEqual([task]);

  // A resend after the outage is delivered and closes the task.
  platforms.management.behave = () => 200;
  await platforms.resend(noticeId);
  const delivered = await platforms.until(noticeId, 'management', ({ state }) => state === 'delivered');
  expect(delivered).toEqual({
    id: first.id,
    platform: 'management',
    state: 'delivered',
    attempts: 2 * ATTEMPTS_OF_A_ROUND + 1,
    deliveredAt: plusMs(SANDBOX_START, 6 * DAY_MS),
  });
  expect(await platforms.undeliverable(customer.id)).toMatchObject([
    { id: task!.id, state: 'resolved', resolvedBy: 'system', resolvedAt: delivered.deliveredAt },
  ]);
  // The other platform gets a duplicate, which it recognizes by the id.
  await platforms.until(noticeId, 'business', ({ state }) => state === 'delivered');
  expect(new Set(received(platforms.business).map(({ id }) => id)).size).toBe(1);
  const audit = (await client.audit(customer.id)).map(({ type }) => type);
  const count = (type: string) => audit.filter((seen) => seen === type).length;
  expect([count('notice.undeliverable'), count('notice.resent'), count('task.resolved')]).toEqual([2, 2, 1]);
});

test('GV-40: with one platform down for three days the suspension is on time, and the other platform gets each notice once', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }]);
  await platforms.settled(customer.id);
  const episode = ['arrears.opened', 'service.suspended'];
  platforms.management.behave = ({ type }) => (episode.includes(type) ? 'drop' : 204);
  const { suspendsAt } = await client.use(customer, { resource: 'inspection', quantity: 1_010 });
  await client.advance(customer.id, { by: 'PT24H' });
  const refused = await client.post(customer, { resource: 'inspection', quantity: 1 });
  expect([refused.status, refused.body['code']]).toEqual([402, 'suspended']);
  await client.advance(customer.id, { by: 'P3D' });

  const notices = (await client.notices(customer.id)).filter(({ kind }) => episode.includes(kind));
  expect(notices.map(({ kind, at }) => [kind, at])).toEqual([
    ['service.suspended', suspendsAt],
    ['arrears.opened', SANDBOX_START],
  ]);
  for (const notice of notices) {
    const heard = (receiver: PlatformReceiver) =>
      receiver.about(customer.id).filter(({ type }) => type === notice.kind);
    const [once, ...more] = heard(platforms.business);
    expect([once!.id, more]).toEqual([deliveryTo(notice, 'business').id, []]);
    const failed = deliveryTo(notice, 'management');
    const attempts = notice.kind === 'arrears.opened' ? ATTEMPTS_OF_A_ROUND : ATTEMPTS_OF_THE_LAST_DAY;
    expect(failed).toMatchObject({ state: 'failed', attempts });
    expect(heard(platforms.management).map(({ id }) => id)).toEqual(Array<string>(attempts).fill(failed.id));
  }
});

test('retries are not deadlines of the customer', async () => {
  const { customer } = await customerWithoutManagement();
  const kinds = (await client.deadlines(customer.id)).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['lot.reminder', 'lot.expires']));
  const first = await client.call('sales', `/v1/deadlines?accountId=${customer.id}&limit=1`);
  expect(first.body['items']).toMatchObject([{ kind: 'lot.reminder' }]);
});

test('a platform that recovers within the three days gets the notice without a task', async () => {
  const { customer, noticeId } = await customerWithoutManagement('drop');
  await client.advance(customer.id, { by: 'PT5M' });
  expect(deliveryTo(await platforms.notice(noticeId), 'management')).toMatchObject({
    state: 'pending',
    attempts: 3,
    lastError: 'socket hang up',
    nextAttemptAt: plusMs(SANDBOX_START, 7 * 60_000),
  });
  platforms.management.behave = () => 202;
  await client.advance(customer.id, { by: 'PT5M' });
  expect(deliveryTo(await platforms.notice(noticeId), 'management')).toMatchObject({
    state: 'delivered',
    attempts: 4,
    deliveredAt: plusMs(SANDBOX_START, 7 * 60_000),
  });
  expect(await platforms.undeliverable(customer.id)).toEqual([]);
});

describe('a pending notice is tried at once, long before its next attempt,', () => {
  /** A customer in real time whose purchase has not reached the business platform, which is a minute away from a retry. */
  async function customerInRealTime() {
    const customer = await client.customer({ sandboxNow: null });
    platforms.business.behave = ({ data }) => (data['accountId'] === customer.id ? 503 : 204);
    await client.bought(customer.id, [CASES]);
    const [credited] = await client.notices(customer.id, 'lot.credited');
    const first = await platforms.until(credited!.id, 'business', ({ attempts }) => attempts === 1);
    return { customer, noticeId: credited!.id, first };
  }

  it('at the new URL of its platform', async () => {
    const { customer, noticeId, first } = await customerInRealTime();
    const moved = await PlatformReceiver.start();
    moved.secrets = platforms.business.secrets;
    try {
      await platforms.set('business', { url: moved.url() });
      const delivered = await platforms.until(noticeId, 'business', ({ state }) => state === 'delivered');
      expect(delivered).toMatchObject({ id: first.id, attempts: 2 });
      expect(delivered.deliveredAt! < first.nextAttemptAt!).toBe(true);
      const received = moved.about(customer.id).filter(({ id }) => id === first.id);
      expect(received).toMatchObject([{ type: 'lot.credited', verifiedBy: moved.secrets }]);
    } finally {
      await moved.close();
    }
  });

  it('when the secret of its platform is rotated, signed with the new one too', async () => {
    const { noticeId, first } = await customerInRealTime();
    platforms.business.behave = () => 204;
    platforms.business.secrets = [await platforms.rotate('business'), ...platforms.business.secrets];
    const delivered = await platforms.until(noticeId, 'business', ({ state }) => state === 'delivered');
    expect(delivered.deliveredAt! < first.nextAttemptAt!).toBe(true);
    const last = platforms.business.received.filter(({ id }) => id === first.id).at(-1)!;
    expect(last.verifiedBy).toEqual(platforms.business.secrets);
  });

  it('when its endpoint is opened again', async () => {
    const { noticeId, first } = await customerInRealTime();
    await platforms.set('business', { enabled: false });
    expect(deliveryTo(await platforms.notice(noticeId), 'business')).toMatchObject({ state: 'pending' });
    platforms.business.behave = () => 204;
    await platforms.set('business');
    const delivered = await platforms.until(noticeId, 'business', ({ state }) => state === 'delivered');
    expect(delivered.deliveredAt! < first.nextAttemptAt!).toBe(true);
    expect(platforms.business.received.filter(({ id }) => id === first.id)).toHaveLength(2);
  });

  it('in a sandbox, whose clock stands still', async () => {
    const { noticeId } = await customerWithoutManagement();
    platforms.management.behave = () => 204;
    await platforms.set('management', { sandboxUrl: platforms.management.url('/moved') });
    expect(await platforms.until(noticeId, 'management', ({ state }) => state === 'delivered')).toMatchObject(
      { attempts: 2, deliveredAt: SANDBOX_START },
    );
  });
});

test('a redirect is not followed', async () => {
  const elsewhere = platforms.business.url('/elsewhere');
  const { customer, first } = await customerWithoutManagement({ redirectTo: elsewhere });
  expect(first).toMatchObject({ state: 'pending', lastError: 'answered 307; redirects are not followed' });
  expect(platforms.business.about(customer.id, '/elsewhere')).toEqual([]);
});

test('an endpoint whose certificate is not trusted is not called, and the delivery says why', async () => {
  const authority = await CertificateAuthority.create();
  const secure = await PlatformReceiver.start(0, await authority.certify({ hosts: ['127.0.0.1'] }));
  try {
    await platforms.set('management', { sandboxUrl: secure.url() });
    const customer = await client.customer();
    await client.bought(customer.id, [CASES]);
    const [paid] = await client.notices(customer.id, 'order.paid');
    const first = await platforms.until(paid!.id, 'management', ({ attempts }) => attempts === 1);
    expect(first).toMatchObject({
      state: 'pending',
      lastError: expect.stringContaining('from no authority that is trusted here') as string,
    });
    expect(secure.received).toEqual([]);
  } finally {
    await secure.close();
  }
});

test('an attempt fails after the time-out if the platform does not respond', async () => {
  const { first } = await customerWithoutManagement('hang');
  expect(first).toMatchObject({ state: 'pending', lastError: 'no answer within 1000 ms' });
});

test('after a rotation both secrets sign, so that receivers can switch at any time', async () => {
  const [before] = platforms.business.secrets as [string];
  const after = await platforms.rotate('business');
  platforms.business.secrets = [after, before];
  const customer = await client.customer();
  await client.bought(customer.id, [CASES]);
  await platforms.settled(customer.id);
  expect(platforms.business.about(customer.id).map(({ verifiedBy }) => verifiedBy)).toEqual([
    [after, before],
    [after, before],
  ]);
});

describe('a resent notice', () => {
  it('is sent once per idempotency key', async () => {
    const customer = await client.customer();
    await client.bought(customer.id, [CASES]);
    const [notice] = await platforms.settled(customer.id, 'order.paid');
    const headers = { 'idempotency-key': `again-${notice!.id}` };
    await platforms.resend(notice!.id, headers);
    await platforms.settled(customer.id);
    await platforms.resend(notice!.id, headers);
    await platforms.settled(customer.id);
    const received = platforms.business.about(customer.id).filter(({ type }) => type === 'order.paid');
    expect(received).toHaveLength(2);
  });

  it('is sent at once to a platform whose delivery waits for its next attempt', async () => {
    const { customer, noticeId, first } = await customerWithoutManagement();
    expect(first.state).toBe('pending');
    platforms.management.behave = () => 204;
    await platforms.resend(noticeId);
    const after = await platforms.settled(customer.id, 'lot.credited');
    expect(deliveryTo(after[0]!, 'management')).toMatchObject({
      id: first.id,
      state: 'delivered',
      attempts: first.attempts + 1,
    });
  });

  it('goes to the inbox of a platform without an endpoint, and its task is resolved', async () => {
    const { customer, noticeId } = await customerWithoutManagement();
    await client.advance(customer.id, { by: 'P3D' });
    await platforms.set('management', { sandboxUrl: null });
    const again = await platforms.resend(noticeId);
    expect(deliveryTo(again, 'management')).toMatchObject({ state: 'delivered' });
    const tasks = await platforms.undeliverable(customer.id);
    expect(tasks).toMatchObject([{ state: 'resolved', facts: { noticeId } }]);
  });

  it('is for operators, and needs an existing notice', async () => {
    const customer = await client.customer();
    await client.bought(customer.id, [CASES]);
    const [notice] = await client.notices(customer.id);
    const bySales = await client.call('sales', `/v1/notices/${notice!.id}/resend`, { body: {} });
    const ofNone = await client.call('operator', '/v1/notices/ntc_none/resend', { body: {} });
    expect([bySales.status, ofNone.status]).toEqual([403, 404]);
  });
});

test('a pending notice goes to the inbox at its next attempt if the endpoint was removed', async () => {
  const { customer, noticeId } = await customerWithoutManagement();
  await platforms.set('management', { url: null, sandboxUrl: null });
  await client.advance(customer.id, { by: 'PT1M' });
  expect(deliveryTo(await platforms.notice(noticeId), 'management')).toMatchObject({
    state: 'delivered',
    attempts: 2,
  });
  expect(platforms.management.about(customer.id).filter(({ type }) => type === 'lot.credited')).toHaveLength(
    1,
  );
});

test('a private endpoint is rejected if only loopback addresses are allowed', async () => {
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://[fd00::1]/']) {
    const answer = await client.call('operator', '/v1/platforms/business', {
      method: 'PUT',
      body: { url, enabled: true },
    });
    expect([url, answer.status, answer.body['code']]).toEqual([url, 422, 'validation_failed']);
  }
});
