/** Services as their users see them: bought, delivered and accepted by the contract, and by hand from the command line. */
import { service as serviceShape, type Service } from '../../../src/contracts/services.ts';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { serviceCommand } from '../../../src/cli/service-command.ts';
import { LIVE_NAMESPACE } from '../../support/live-test-system.ts';
import { eventually } from '../../support/eventually.ts';
import { orderOf, ProductClient, read, SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { testServers } from '../../support/servers.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const HUAWEI = { termsVersion: '2025-07-08' };
const WORK = 'HW-DEV-MODELDEV-STD';
const TOKEN = 'token-of-the-hospital';

/** One service of a sandbox customer, paid and credited. */
async function bought(overrides?: object): Promise<{ accountId: string; orderId: string; service: Service }> {
  const { id: accountId, organizationId } = await client.customer({ agreement: false });
  if (overrides !== undefined) await client.sign(accountId, { productLines: ['huawei-ai'], overrides });
  const note = { organizationName: 'North Clinic', token: TOKEN, remarks: 'Ring at gate 3' };
  const line = { sku: WORK, quantity: 1, organizationId, note };
  const order = await client.bought(accountId, [line], HUAWEI);
  const [entitlement] = order.lines[0]!.entitlements;
  return { accountId, orderId: order.id, service: await look(entitlement!.id) };
}

const look = async (id: string): Promise<Service> =>
  read(serviceShape, await client.call('delivery', `/v1/services/${id}`));
const give = (id: string, command: string, body: object = {}, headers: Record<string, string> = {}) =>
  client.call('delivery', `/v1/services/${id}/${command}`, { body, headers });

test('a service is assigned, started, delivered, rejected and accepted; persons stay out of the workflow', async () => {
  const { orderId, service } = await bought();
  const { id } = service;
  expect(service).toMatchObject({
    state: 'available',
    startBy: '2026-03-07T16:00:00.000Z',
    note: { organizationName: 'North Clinic' },
    actions: ['assign', 'start'],
  });
  expect(JSON.stringify(service)).not.toContain(TOKEN);

  const given = async (command: string, body: object = {}) =>
    read(serviceShape, await give(id, command, body), 200);
  expect(await given('assign', { assignee: 'Ana Silva' })).toMatchObject({ assignee: 'Ana Silva' });
  expect(await given('assign', { assignee: 'Ben Li' })).toMatchObject({ assignee: 'Ben Li' });
  expect(await given('start')).toMatchObject({ state: 'in_delivery', startedAt: SANDBOX_START });
  expect(await given('deliver', { evidence: { note: 'Handed to Dr. Chen' } })).toMatchObject({
    state: 'delivered',
    actions: ['assign', 'accept', 'reject'],
  });
  const rejection = { rejectedBy: 'Dr. Chen', reason: 'Mr. Wong is not in it' };
  const rejected = await given('reject', rejection);
  expect(rejected).toMatchObject({ state: 'in_delivery', rejections: [rejection] });
  expect(rejected.deliveredAt).toBeUndefined();
  // Said again, in a request of its own.
  expect(await given('reject', rejection)).toEqual(rejected);
  await given('deliver');
  const accepted = await given('accept', { acceptedBy: 'Dr. Chen', evidence: { note: 'Signed' } });
  expect(accepted).toMatchObject({
    state: 'accepted',
    acceptance: { given: 'staff', acceptedBy: 'Dr. Chen', at: SANDBOX_START, evidence: { note: 'Signed' } },
    actions: [],
  });
  expect(await client.until(orderId, 'completed')).toMatchObject({ lines: [{ state: 'accepted' }] });
  // The order's workflow is over, and a repeat is still a success.
  expect(await given('accept', { acceptedBy: 'Dr. Chen' })).toEqual(accepted);
  expect(await give(id, 'reject', rejection)).toMatchObject({
    status: 409,
    body: { code: 'illegal_transition' },
  });

  const timeline = await client.timeline(orderId);
  expect(
    timeline.filter(({ type }) => type.startsWith('service.')).map(({ type, reason }) => [type, reason]),
  ).toEqual([
    ['service.assigned', undefined],
    ['service.assigned', undefined],
    ['service.started', undefined],
    ['service.delivered', undefined],
    ['service.rejected', rejection.reason],
    ['service.delivered', undefined],
    ['service.accepted', undefined],
  ]);
  const history = historyText(await product.testSystem.history({ _id: orderId }));
  expect(history.includes(id)).toBe(true);
  for (const secret of ['Silva', 'Ben Li', 'Chen', 'Wong', 'Signed', TOKEN])
    expect([secret, history.includes(secret)]).toEqual([secret, false]);
});

test('the same request again is answered as the first time, whatever happened since', async () => {
  const { service } = await bought();
  const headers = { 'idempotency-key': 'start once' };
  const first = await give(service.id, 'start', {}, headers);
  expect(await give(service.id, 'deliver')).toMatchObject({ status: 200 });
  const again = await give(service.id, 'start', {}, headers);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  expect((await look(service.id)).state).toBe('delivered');
});

test('a service lapses at its instant in a sandbox: refused from then on, listed as lapsed', async () => {
  const { accountId, orderId, service } = await bought();
  await client.advance(accountId, { to: service.startBy! });
  expect(await give(service.id, 'start')).toMatchObject({
    status: 409,
    body: { code: 'illegal_transition', evidence: { startBy: service.startBy } },
  });
  expect(await look(service.id)).toMatchObject({ state: 'lapsed', endedAt: service.startBy });
  expect(await client.order(orderId)).toMatchObject({ state: 'completed', lines: [{ state: 'lapsed' }] });
});

test('GV-36: three years of maintenance, started in month 11, run three years from then and end by themselves', async () => {
  const { id: accountId, organizationId } = await client.customer();
  const term = { count: 3, unit: 'year' as const };
  const line = { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 1, organizationId, term };
  const order = await client.bought(accountId, [line]);
  const { id } = order.lines[0]!.entitlements[0]!;
  await client.advance(accountId, { by: 'P11M' });
  const endsAt = '2029-02-07T16:00:00.000Z';
  expect(read(serviceShape, await give(id, 'start'))).toMatchObject({
    state: 'running',
    startedAt: '2026-02-07T09:07:00.000Z',
    endsAt,
  });
  expect(await give(id, 'deliver')).toMatchObject({ status: 409, body: { rule: 'R-INTL-43' } });
  await client.advance(accountId, { to: plusMs(endsAt, -1) });
  expect(await client.order(order.id)).toMatchObject({ state: 'active', lines: [{ state: 'running' }] });
  await client.advance(accountId, { to: endsAt });
  expect(await look(id)).toMatchObject({ state: 'ended', endedAt: endsAt });
  expect(await client.order(order.id)).toMatchObject({ state: 'completed', lines: [{ state: 'ended' }] });
  expect((await client.timeline(order.id)).at(-1)).toMatchObject({ type: 'order.completed', at: endsAt });
});

const deadlinesOf = async (accountId: string) =>
  (await client.deadlines(accountId)).map(({ kind, at, count }) => [kind, at, count]);
const noticesOf = async (accountId: string, kind: string) =>
  (await client.notices(accountId))
    .filter((notice) => notice.kind === kind)
    .map(({ at, payload }) => [at, payload['count']]);

describe('maintenance that nobody starts (AMB-39)', () => {
  const startBy = '2026-03-07T16:00:00.000Z';
  const endsAt = '2028-03-07T16:00:00.000Z';

  test('GV-48: starts by itself at startBy and ends two years later, each told once for all units', async () => {
    const { id: accountId, organizationId } = await client.customer();
    const term = { count: 2, unit: 'year' as const };
    const line = { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 3, organizationId, term };
    const order = await client.bought(accountId, [line]);
    const { id } = order.lines[0]!.entitlements[0]!;
    await client.advance(accountId, { to: plusMs(startBy, -1) });
    expect(await look(id)).toMatchObject({ state: 'available', startBy, actions: ['assign', 'start'] });
    expect((await look(id)).endsAt).toBeUndefined();
    expect(await deadlinesOf(accountId)).toEqual([['service.start_by', startBy, 3]]);

    await client.advance(accountId, { to: startBy });
    expect(await look(id)).toMatchObject({
      state: 'running',
      startedAt: startBy,
      endsAt,
      actions: ['assign'],
    });
    expect((await give(id, 'start')).status).toBe(200);
    expect(await client.order(order.id)).toMatchObject({ state: 'active', lines: [{ state: 'running' }] });
    expect(await noticesOf(accountId, 'service.started')).toEqual([[startBy, 3]]);
    expect(await deadlinesOf(accountId)).toEqual([
      ...[30, 7, 1].map((days) => ['service.reminder', plusMs(endsAt, -days * DAY_MS), 3]),
      ['service.ends', endsAt, 3],
    ]);
    const tasks = await client.call('delivery', `/v1/tasks?accountId=${accountId}`);
    expect(tasks.body['items']).toMatchObject([{ kind: 'service.to_start', state: 'resolved' }]);

    await client.advance(accountId, { to: endsAt });
    expect(await look(id)).toMatchObject({ state: 'ended', endedAt: endsAt });
    // Before it starts by itself, and before it ends.
    expect(await noticesOf(accountId, 'service.expiring')).toHaveLength(6);
    expect(await noticesOf(accountId, 'service.ended')).toEqual([[endsAt, 3]]);
    expect(await client.order(order.id)).toMatchObject({ state: 'completed', lines: [{ state: 'ended' }] });
  });
});

describe('one-time AI (AMB-44)', () => {
  const SKU = 'AIMIS-INTL-AI-ONETIME';
  const refund = (orderId: string, agreementId: string) =>
    client.call('operator', `/v1/orders/${orderId}/refunds`, {
      body: { reason: 'Not needed', agreementId, clause: '4.2' },
    });

  /** Two sets, ordered and paid offline. */
  async function boughtOnce() {
    const { id: accountId, organizationId } = await client.customer({ agreement: false });
    const agreement = await client.sign(accountId);
    const fields = { channel: 'offline', agreementId: agreement.id };
    const body = orderOf(accountId, [{ sku: SKU, quantity: 2, organizationId }], fields);
    const placed = await client.buyOffline(body);
    const order = await client.until(placed.id, 'active');
    return { accountId, organizationId, agreement, order };
  }

  test('GV-47, A-040: two sets give one licence and two deliveries that never lapse; accepted, the order completes', async () => {
    const { accountId, organizationId, order } = await boughtOnce();
    expect(order.lines[0]!.entitlements.map(({ kind }) => kind)).toEqual(['licence', 'service', 'service']);
    expect(order.lines[0]!.state).toBe('available');
    const licences = await client.call('sales', `/v1/accounts/${accountId}/licences`);
    expect(licences.body['items']).toMatchObject([
      { sku: SKU, organizationId, until: null, state: 'active' },
    ]);
    expect(await client.deadlines(accountId)).toEqual([]);
    const tasks = await client.call('delivery', `/v1/tasks?accountId=${accountId}&state=open`);
    expect(tasks.body['items']).toMatchObject([
      { kind: 'service.to_start', dueAt: plusMs(SANDBOX_START, DAY_MS), facts: { count: 2, startBy: null } },
    ]);

    await client.advance(accountId, { by: 'P3Y' });
    const [, first, second] = order.lines[0]!.entitlements;
    for (const { id } of [first!, second!]) {
      expect(await look(id)).toMatchObject({ state: 'available', startBy: null, kind: 'service' });
      await give(id, 'start');
      await give(id, 'deliver');
    }
    expect(await client.order(order.id)).toMatchObject({ lines: [{ state: 'delivered' }] });
    await give(first!.id, 'accept', { acceptedBy: 'Dr. Chen' });
    expect(await client.order(order.id)).toMatchObject({ state: 'active', lines: [{ state: 'delivered' }] });
    await give(second!.id, 'accept', { acceptedBy: 'Dr. Chen' });
    expect(await client.until(order.id, 'completed')).toMatchObject({ lines: [{ state: 'active' }] });
  });

  test('goes back whole while no delivery was started, and not at all afterwards', async () => {
    const { accountId, agreement, order } = await boughtOnce();
    const answer = await refund(order.id, agreement.id);
    expect(answer).toMatchObject({ status: 201, body: { amount: order.total } });
    expect(await client.until(order.id, 'refunded')).toMatchObject({ lines: [{ state: 'refunded' }] });
    const services = await client.call('delivery', `/v1/services?sandbox=true&orderId=${order.id}`);
    expect(services.body['items']).toMatchObject([{ state: 'refunded' }, { state: 'refunded' }]);
    const licences = await client.call('sales', `/v1/accounts/${accountId}/licences`);
    expect(licences.body['items']).toMatchObject([{ state: 'refunded' }]);
    const open = await client.call('delivery', `/v1/tasks?accountId=${accountId}&state=open`);
    expect(open.body['items']).toEqual([]);

    const other = await boughtOnce();
    await give(other.order.lines[0]!.entitlements[1]!.id, 'start');
    const refused = await refund(other.order.id, other.agreement.id);
    const serviceId = other.order.lines[0]!.entitlements[1]!.id;
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'refund_not_allowed', evidence: { serviceId } },
    });
    expect(refused.body['detail']).toContain(`its delivery ${serviceId} has started`);
  });
});

describe('what falls due for a hundred units at one instant', () => {
  test('is one task, one deadline of each kind and one notice, for the line (D-25)', async () => {
    const { id: accountId, organizationId } = await client.customer({ agreement: false });
    const order = await client.bought(accountId, [{ sku: WORK, quantity: 100, organizationId }], HUAWEI);
    const ids = order.lines[0]!.entitlements.map(({ id }) => id);
    const startBy = '2026-03-07T16:00:00.000Z';
    const tasks = async () =>
      (await client.tasks(accountId))
        .filter(({ state }) => state === 'open')
        .sort((a, b) => a.kind.localeCompare(b.kind));
    expect(await tasks()).toMatchObject([
      {
        kind: 'service.to_start',
        dueAt: plusMs(SANDBOX_START, DAY_MS),
        facts: { count: 100, serviceIds: ids, startBy },
      },
    ]);
    const due = (count: number) => [
      ...[30, 7, 1].map((days) => ['service.reminder', plusMs(startBy, -days * DAY_MS), count]),
      ['service.start_by', startBy, count],
    ];
    expect(await deadlinesOf(accountId)).toEqual(due(100));

    for (const id of ids.slice(0, 2)) await give(id, 'start');
    expect(await deadlinesOf(accountId)).toEqual(due(98));
    expect(await tasks()).toMatchObject([{ facts: { count: 98 } }]);
    for (const id of ids.slice(0, 2)) await give(id, 'deliver');
    expect(await noticesOf(accountId, 'service.started')).toEqual([[SANDBOX_START, 2]]);
    expect(await noticesOf(accountId, 'service.delivered')).toEqual([[SANDBOX_START, 2]]);
    expect(await tasks()).toMatchObject([
      { kind: 'service.to_accept', dueAt: plusMs(SANDBOX_START, 3 * DAY_MS), facts: { count: 2 } },
      { kind: 'service.to_start' },
    ]);

    await client.advance(accountId, { to: startBy });
    expect(await noticesOf(accountId, 'service.expiring')).toEqual(
      [1, 7, 30].map((days) => [plusMs(startBy, -days * DAY_MS), 98]),
    );
    expect(await noticesOf(accountId, 'service.lapsed')).toEqual([[startBy, 98]]);
    expect(await noticesOf(accountId, 'service.awaiting_acceptance')).toEqual(
      [14, 7, 3].map((days) => [plusMs(SANDBOX_START, days * DAY_MS), 2]),
    );
    // Nothing is accepted by silence, however long it lasts.
    expect(await look(ids[0]!)).toMatchObject({ state: 'delivered' });
    expect(await deadlinesOf(accountId)).toEqual([]);
  });
});

test('reminders of an acceptance begin anew with each delivery and stop with the decision', async () => {
  const { accountId, service } = await bought();
  await give(service.id, 'start');
  await give(service.id, 'deliver');
  await client.advance(accountId, { by: 'P5D' });
  await give(service.id, 'reject', { rejectedBy: 'Dr. Chen', reason: 'Incomplete' });
  expect((await deadlinesOf(accountId)).map(([kind]) => kind)).not.toContain('service.acceptance_reminder');
  await give(service.id, 'deliver');
  const again = plusMs(SANDBOX_START, 5 * DAY_MS);
  const reminders = (await deadlinesOf(accountId)).filter(([kind]) => kind === 'service.acceptance_reminder');
  expect(reminders.map(([, at]) => at)).toEqual([3, 7, 14].map((days) => plusMs(again, days * DAY_MS)));
  expect(await noticesOf(accountId, 'service.awaiting_acceptance')).toHaveLength(1);
  expect(await noticesOf(accountId, 'service.rejected')).toHaveLength(1);
  await give(service.id, 'accept', { acceptedBy: 'Dr. Chen' });
  expect(await deadlinesOf(accountId)).toEqual([]);
  expect(await noticesOf(accountId, 'service.accepted')).toEqual([[again, 1]]);
});

describe('an extension', () => {
  const extend = (id: string, startBy: string, role: 'operator' | 'delivery' = 'operator') =>
    client.call(role, `/v1/services/${id}/extend`, {
      body: { startBy, reason: 'The site is being rebuilt' },
    });

  test('gives more days to start, to the last millisecond; its deadline and reminders move along', async () => {
    const { accountId, orderId, service } = await bought();
    const startBy = '2026-05-31T16:00:00.000Z';
    expect(await extend(service.id, '2026-03-07')).toMatchObject({ status: 422, body: { rule: '§8.14' } });
    expect((await extend(service.id, '2026-05-31', 'delivery')).status).toBe(403);
    expect(await extend(service.id, '2026-05-31')).toMatchObject({ status: 200, body: { startBy } });
    expect(await deadlinesOf(accountId)).toEqual([
      ...[30, 7, 1].map((days) => ['service.reminder', plusMs(startBy, -days * DAY_MS), 1]),
      ['service.start_by', startBy, 1],
    ]);
    expect((await client.timeline(orderId)).at(-1)).toMatchObject({
      type: 'service.extended',
      reason: 'The site is being rebuilt',
    });
    await client.advance(accountId, { to: plusMs(startBy, -1) });
    expect(await look(service.id)).toMatchObject({ state: 'available' });
    await client.advance(accountId, { to: startBy });
    expect(await look(service.id)).toMatchObject({ state: 'lapsed', endedAt: startBy });
    expect(await extend(service.id, '2027-01-01')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition' },
    });
  });

  test('moves the day on which maintenance starts by itself, and is refused once it runs', async () => {
    const { id: accountId, organizationId } = await client.customer();
    const term = { count: 1, unit: 'year' as const };
    const line = { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 1, organizationId, term };
    const order = await client.bought(accountId, [line]);
    const { id } = order.lines[0]!.entitlements[0]!;
    const startBy = '2026-03-31T16:00:00.000Z';
    expect(await extend(id, '2026-03-31')).toMatchObject({ status: 200, body: { startBy } });
    await client.advance(accountId, { to: startBy });
    expect(await look(id)).toMatchObject({
      state: 'running',
      startedAt: startBy,
      endsAt: '2027-03-31T16:00:00.000Z',
    });
    expect((await extend(id, '2028-01-01')).status).toBe(409);
  });
});

/** A service that waits for its acceptance. */
async function delivered(overrides?: object) {
  const { service, ...rest } = await bought(overrides);
  await give(service.id, 'start');
  await give(service.id, 'deliver', { evidence: { note: 'Handed over <on site>' } });
  return { ...rest, id: service.id };
}

const linkTo = async (id: string, body: object = {}): Promise<string> => {
  const answer = await client.call('delivery', `/v1/services/${id}/acceptance-links`, { body });
  expect(answer.status).toBe(201);
  return String(answer.body['url']);
};
const tokenIn = (url: string) => url.slice(url.lastIndexOf('/') + 1);
/** As the user does it: without a key. */
const open = (path: string, body?: object) =>
  fetch(`${product.url}${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const decide = async (url: string, command: string, body: object) => {
  const response = await open(`/v1/sign-off/${tokenIn(url)}/${command}`, body);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('who accepts (AMB-41)', () => {
  test.each([
    ['named', 200, 200],
    ['document', 409, 200],
    ['customer', 409, 409],
  ])(
    'GV-49: under "%s" staff get %d without a document and %d with one; the link always accepts',
    async (acceptanceProof, without, withDocument) => {
      const { id } = await delivered({ acceptanceProof });
      expect((await look(id)).actions.includes('accept')).toBe(acceptanceProof !== 'customer');
      const bare = await give(id, 'accept', { acceptedBy: 'Dr. Chen' });
      expect(bare.status).toBe(without);
      if (without === 409) expect(bare.body).toMatchObject({ code: 'illegal_transition', rule: 'AMB-41' });
      const other = await delivered({ acceptanceProof });
      const document = { name: 'signed.pdf', sha256: 'a'.repeat(64) };
      const proven = await give(other.id, 'accept', { acceptedBy: 'Dr. Chen', evidence: { document } });
      expect(proven.status).toBe(withDocument);
      if (withDocument === 200) {
        expect(proven.body['acceptance']).toMatchObject({ given: 'staff', evidence: { document } });
      }
      const byLink = await delivered({ acceptanceProof });
      const url = await linkTo(byLink.id);
      expect(await decide(url, 'accept', { acceptedBy: 'Dr. Chen' })).toMatchObject({
        status: 200,
        body: { state: 'accepted' },
      });
      expect((await look(byLink.id)).acceptance).toEqual({
        given: 'link',
        acceptedBy: 'Dr. Chen',
        at: SANDBOX_START,
      });
      expect(await client.until(byLink.orderId, 'completed')).toMatchObject({ state: 'completed' });
    },
  );

  test('a plain signal is bound like staff, and a rejection needs no proof', async () => {
    const { id, orderId } = await delivered({ acceptanceProof: 'customer' });
    await product.testSystem
      .handle({ _id: orderId })
      .signal('acceptService', { serviceId: id, by: 'ticket-4711' });
    await eventually(
      () =>
        product.testSystem
          .handle({ _id: orderId })
          .query<{ currentDetails: string }>('__temporal_workflow_metadata'),
      ({ currentDetails }) => currentDetails.includes('acceptService was refused'),
    );
    expect(await look(id)).toMatchObject({ state: 'delivered' });
    const rejection = { rejectedBy: 'Dr. Chen', reason: 'Incomplete' };
    expect((await give(id, 'reject', rejection)).status).toBe(200);
  });

  test('D-02: who decided on the page of a link is the customer itself in what the customer reads', async () => {
    const { id, orderId, accountId } = await delivered();
    await decide(await linkTo(id), 'accept', { acceptedBy: 'Dr. Chen' });
    const key = await client.customerKey(accountId);
    const { body } = await client.call('sales', `/v1/orders/${orderId}/timeline`, { key });
    expect(body['items']).toContainEqual(expect.objectContaining({ type: 'service.accepted', actor: 'you' }));
    expect(body['items']).toContainEqual(
      expect.objectContaining({ type: 'service.delivered', actor: 'staff' }),
    );
  });

  test('A-064: a key of the customer accepts its own service, and no other', async () => {
    const { id, accountId } = await delivered({ acceptanceProof: 'customer' });
    const keyOf = async (account: string) => {
      const body = { name: 'Buyer', roles: ['customer'], accountIds: [account] };
      return String((await client.call('operator', '/v1/keys', { body })).body['key']);
    };
    const accept = (key: string) =>
      client.call('delivery', `/v1/services/${id}/accept`, { key, body: { acceptedBy: 'Dr. Chen' } });
    const other = await client.customer();
    expect((await accept(await keyOf(other.id))).status).toBe(404);
    expect(await accept(await keyOf(accountId))).toMatchObject({
      status: 200,
      body: { acceptance: { given: 'customer', acceptedBy: 'Dr. Chen' } },
    });
  });
});

describe('a sign-off link (D-22)', () => {
  test('is gone once staff reject what it was made for, also after the next delivery', async () => {
    const { id } = await delivered();
    const url = await linkTo(id);
    expect((await give(id, 'reject', { rejectedBy: 'Dr. Li', reason: 'Incomplete' })).status).toBe(200);
    expect((await open(`/v1/sign-off/${tokenIn(url)}`)).status).toBe(404);
    await give(id, 'deliver');
    expect(await decide(url, 'accept', { acceptedBy: 'Dr. Chen' })).toMatchObject({ status: 404 });
    expect(await look(id)).toMatchObject({ state: 'delivered' });
  });

  test('shows what was delivered without a key, changes nothing by that, and takes one decision', async () => {
    const { id, orderId } = await delivered();
    const url = await linkTo(id, { expiresInDays: 3 });
    expect(url).toMatch(new RegExp(`^${product.url}/sign-off/[A-Za-z0-9_-]{43}$`));
    const seen = await open(`/v1/sign-off/${tokenIn(url)}`);
    expect(await seen.json()).toMatchObject({
      service: {
        sku: WORK,
        organizationName: 'North Clinic',
        accountName: 'General Hospital',
        deliveredAt: SANDBOX_START,
        evidence: { note: 'Handed over <on site>' },
      },
      state: 'delivered',
    });
    const rejection = { rejectedBy: 'Dr. Chen', reason: 'Incomplete' };
    // A double click, and a hundred of them.
    const all = await Promise.all(Array.from({ length: 100 }, () => decide(url, 'reject', rejection)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await look(id)).rejections).toHaveLength(1);
    expect(await decide(url, 'accept', { acceptedBy: 'Dr. Chen' })).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition' },
    });
    // The next delivery needs a new link, and a newer one replaces the one before.
    expect((await client.call('delivery', `/v1/services/${id}/acceptance-links`, { body: {} })).status).toBe(
      409,
    );
    await give(id, 'deliver');
    expect((await decide(url, 'accept', { acceptedBy: 'Dr. Chen' })).status).toBe(409);
    const [first, second] = [await linkTo(id), await linkTo(id)];
    expect((await open(`/v1/sign-off/${tokenIn(url)}`)).status).toBe(404);
    expect((await decide(first, 'accept', { acceptedBy: 'Dr. Chen' })).status).toBe(404);
    expect((await decide(second, 'accept', {})).status).toBe(422);
    expect((await decide(second, 'accept', { acceptedBy: 'Dr. Chen' })).status).toBe(200);
    expect((await decide(second, 'accept', { acceptedBy: 'Dr. Chen' })).status).toBe(200);
    const stored = JSON.stringify(await product.fixture.database.models.acceptanceLinks.find().lean());
    expect(stored).not.toContain(tokenIn(second));
    const history = historyText(await product.testSystem.history({ _id: orderId }));
    for (const secret of [tokenIn(second), 'Chen']) expect(history).not.toContain(secret);
  });

  test('is gone the moment it expires, and its secret is not in a replay', async () => {
    const { id } = await delivered();
    const headers = { 'idempotency-key': `link ${id}` };
    const make = () => client.call('delivery', `/v1/services/${id}/acceptance-links`, { body: {}, headers });
    const [first, again] = [await make(), await make()];
    const { url, expiresAt } = first.body;
    expect(again.body).toEqual({ expiresAt });
    const { acceptanceLinks } = product.fixture.database.models;
    await acceptanceLinks.updateOne({ serviceId: id }, { $set: { expiresAt: product.fixture.serverNow() } });
    expect((await open(`/v1/sign-off/${tokenIn(String(url))}`)).status).toBe(404);
    expect((await decide(String(url), 'accept', { acceptedBy: 'Dr. Chen' })).status).toBe(404);
    expect(await look(id)).toMatchObject({ state: 'delivered' });
  });

  test('opens a plain page in both languages that takes the decision from its form', async () => {
    const { id } = await delivered();
    const url = await linkTo(id);
    const page = await fetch(url, { headers: { 'accept-language': 'zh' } });
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('服务验收');
    expect(text).toContain('Handed over &lt;on site&gt;');
    expect(text).not.toMatch(/<script|<on site>/);
    const send = (command: string, fields: Record<string, string>) =>
      fetch(`${url}/${command}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
    expect((await send('accept', { name: ' ' })).status).toBe(422);
    expect((await send('accept', { name: 'Dr. Chen' })).status).toBe(303);
    expect(await (await fetch(url)).text()).toContain('Accepted. Thank you.');
    expect((await send('reject', { name: 'Dr. Chen', reason: 'No' })).status).toBe(409);
    expect((await fetch(`${product.url}/sign-off/nothing`)).status).toBe(404);
    expect(await look(id)).toMatchObject({ acceptance: { given: 'link', acceptedBy: 'Dr. Chen' } });
  });
});

describe('the note of a service (AMB-54)', () => {
  test('A-094: shows remarks; the token is read by the assignee or an operator alone, each time audited', async () => {
    const { accountId, service } = await bought();
    expect(service.note).toMatchObject({
      organizationName: 'North Clinic',
      remarks: 'Ring at gate 3',
      hasToken: true,
    });
    const reveal = (role: 'delivery' | 'operator' | 'sales') =>
      client.call(role, `/v1/services/${service.id}/token`, { body: {} });
    expect((await reveal('delivery')).status).toBe(403);
    expect((await reveal('sales')).status).toBe(403);
    const read = await reveal('operator');
    expect(read).toMatchObject({ status: 200, body: { token: TOKEN } });
    expect(read.headers.get('cache-control')).toBe('no-store');
    const made = await client.call('operator', '/v1/keys', { body: { name: 'Ana', roles: ['delivery'] } });
    await give(service.id, 'assign', { assignee: String(made.body['id']) });
    const path = `/v1/services/${service.id}/token`;
    const byAssignee = await client.call('delivery', path, { key: String(made.body['key']), body: {} });
    expect(byAssignee).toMatchObject({ status: 200, body: { token: TOKEN } });
    expect((await reveal('delivery')).status).toBe(403);
    const audited = (await client.audit(accountId)).filter(({ type }) => type === 'service.token_read');
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain(TOKEN);

    const { id, organizationId } = await client.customer({ agreement: false });
    const line = { sku: WORK, quantity: 1, organizationId };
    const order = await client.bought(id, [line], HUAWEI);
    const none = order.lines[0]!.entitlements[0]!.id;
    expect((await client.call('operator', `/v1/services/${none}/token`, { body: {} })).status).toBe(404);
  });
});

describe('the command line', () => {
  const run = (...args: string[]) =>
    serviceCommand({
      TEMPORAL_ADDRESS: testServers().temporalAddress,
      TEMPORAL_NAMESPACE: LIVE_NAMESPACE,
    }).parseAsync(args, { from: 'user' });
  let printed: string;
  beforeEach(() => {
    printed = '';
    const keep = (text: unknown): boolean => {
      printed += String(text);
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(keep);
    jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = 0;
  });

  test('starts, delivers, rejects and accepts a service', async () => {
    const { orderId, service } = await bought();
    const say = (command: string, ...more: string[]) =>
      run(command, orderId, service.id, '--by', 'ticket-4711', ...more);
    const until = (state: string) =>
      eventually(
        () => look(service.id),
        (seen) => seen.state === state,
      );
    await say('start');
    await until('in_delivery');
    await say('deliver');
    await until('delivered');
    await say('reject', '--reason', 'Incomplete');
    expect(await until('in_delivery')).toMatchObject({
      rejections: [{ rejectedBy: 'ticket-4711', reason: 'Incomplete' }],
    });
    await say('deliver');
    await until('delivered');
    await say('accept');
    expect(await until('accepted')).toMatchObject({
      acceptance: { given: 'staff', acceptedBy: 'ticket-4711' },
    });
    expect(printed).toContain(`acceptService was sent to order:${orderId}`);
    expect(process.exitCode).toBe(0);
  });

  test('says so where no workflow of the order runs', async () => {
    await run('start', 'ord_none', 'svc_none', '--by', 'ticket-4711');
    expect(printed).toContain('No workflow order:ord_none is running');
    expect(process.exitCode).toBe(1);
  });
});

/** All that a history carries, with its payloads, which print as base64, in clear. */
function historyText(events: readonly object[]): string {
  return JSON.stringify(events, (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
  );
}
