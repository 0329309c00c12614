/** Services as their users see them: bought, delivered and accepted by the contract, and by hand from the command line. */
import { service as serviceShape, type Service } from '../../../src/contracts/services.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { serviceCommand } from '../../../src/cli/service-command.ts';
import { LIVE_NAMESPACE } from '../../support/live-world.ts';
import { eventually } from '../../support/eventually.ts';
import { ProductClient, read, SANDBOX_START } from '../../support/product-client.ts';
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
async function bought(): Promise<{ accountId: string; orderId: string; service: Service }> {
  const { id: accountId, organizationId } = await client.customer({ agreement: false });
  const note = { organizationName: 'North Clinic', token: TOKEN };
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
  expect(accepted).toMatchObject({ state: 'accepted', acceptedBy: 'Dr. Chen', actions: [] });
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
  const history = historyText(await product.world.history({ _id: orderId }));
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
  await client.advance(accountId, { to: service.startBy });
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
    expect(await until('accepted')).toMatchObject({ acceptedBy: 'ticket-4711' });
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
