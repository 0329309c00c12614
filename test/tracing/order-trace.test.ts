/** From the request of a caller to the crediting of its order: one trace, over API, relay, Temporal and MongoDB. */
import { loadConfig } from '../../src/infra/config.ts';
import { openTracing, type OpenTracing } from '../../src/tracing/open-tracing.ts';
import { eventually } from '../support/eventually.ts';
import { orderOf, ProductClient, type Customer } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';
import { startTraceCollector, type CollectedSpan, type TraceCollector } from '../support/trace-collector.ts';
import type { Order } from '../../src/contracts/order.ts';

let collector: TraceCollector;
let tracing: OpenTracing;
let product: Product;
let client: ProductClient;
let customer: Customer;
beforeAll(async () => {
  collector = await startTraceCollector();
  // Read by the exporter itself, which repeats an export until then.
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '5000';
  const { traces } = loadConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    // A test that hangs the collector must not wait for the exporter.
    OTEL_BSP_EXPORT_TIMEOUT: '500',
  });
  if (traces === null) throw new Error('traces are off');
  tracing = openTracing(traces, 'worker', { warn: () => undefined });
  product = await startProduct({ tracing });
  client = new ProductClient(product);
  customer = await client.customer({ sandboxNow: null });
});
afterAll(async () => {
  collector.mood = 'accept';
  await product.close();
  await tracing.close(10_000);
  await collector.close();
});

let traces = 0;
/** A trace of a caller. */
function newTrace(): { traceId: string; headers: { traceparent: string } } {
  traces += 1;
  const traceId = String(traces).padStart(32, 'a');
  return { traceId, headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } };
}

const LINES = [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }];

async function placed(headers: Record<string, string>): Promise<Order> {
  const answer = await client.call('sales', '/v1/orders', { headers, body: orderOf(customer.id, LINES) });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as unknown as Order;
}

function pay(order: Order, headers: Record<string, string>) {
  return client.call('operator', `/v1/orders/${order.id}/payments`, {
    headers,
    body: {
      method: 'offline',
      reference: `Transfer of ${order.id}`,
      amount: order.total,
      evidence: { note: 'Bank statement' },
    },
  });
}

const spansOf = (traceId: string) => collector.spans.filter((span) => span.traceId === traceId);

/** Waits until a span of the trace is exported, and returns the names from it up to the span of the request. */
async function pathTo(traceId: string, name: string): Promise<string[]> {
  const found = await eventually(
    () => spansOf(traceId).filter((span) => span.name === name),
    (spans) => spans.length > 0,
  );
  const path: string[] = [];
  for (let span: CollectedSpan | undefined = found[0]; span !== undefined;) {
    path.push(span.name);
    const { parentSpanId } = span;
    // Spans of a batch that is not exported yet.
    span = await eventually(
      () => spansOf(traceId).find(({ spanId }) => spanId === parentSpanId),
      (parent) => parent !== undefined || parentSpanId === '00f067aa0ba902b7',
    );
  }
  return path;
}

test('an order that one trace places, confirms and pays is credited in that trace', async () => {
  const { traceId, headers } = newTrace();
  const order = await placed(headers);
  expect(await client.call('sales', `/v1/orders/${order.id}/confirm`, { headers, body: {} })).toMatchObject({
    status: 200,
  });
  expect(await pay(order, headers)).toMatchObject({ status: 201 });
  await client.until(order.id, 'active');

  expect(await pathTo(traceId, 'activity startFulfilment')).toEqual([
    'activity startFulfilment',
    'deliver workflow.signal',
    'POST /v1/orders/{id}/payments',
  ]);
  expect(await pathTo(traceId, 'activity confirmOrder')).toEqual([
    'activity confirmOrder',
    'POST /v1/orders/{id}/confirm',
  ]);
  expect(await pathTo(traceId, 'POST /v1/orders')).toEqual(['POST /v1/orders']);
  const crediting = spansOf(traceId).find(({ name }) => name === 'activity startFulfilment');
  expect(crediting?.attributes).toMatchObject({
    'temporal.workflow.id': `order:${order.id}`,
    'temporal.activity.attempt': 1,
  });
});

test('the request that pays leads to the crediting, and the trace that placed the order ends where it did', async () => {
  const placing = newTrace();
  const order = await placed(placing.headers);
  await client.confirm(order.id);
  const paying = newTrace();
  expect(await pay(order, paying.headers)).toMatchObject({ status: 201 });
  await client.until(order.id, 'active');
  expect(await pathTo(paying.traceId, 'activity startFulfilment')).toHaveLength(3);
  expect(spansOf(placing.traceId).map(({ name }) => name)).not.toContain('activity startFulfilment');
});

test('usages that callers send together leave messages each in the trace of its own', async () => {
  // Arrears open with the first usage of an empty pool, and start a workflow.
  const others = await Promise.all([
    client.customer({ sandboxNow: null }),
    client.customer({ sandboxNow: null }),
    client.customer({ sandboxNow: null }),
  ]);
  for (const { id } of others) await client.grant(id, { units: 1 });
  const sent = others.map((other) => ({ other, ...newTrace() }));
  await Promise.all(
    sent.map(async ({ other, headers }) => {
      const body = {
        accountId: other.id,
        organizationId: other.organizationId,
        resource: 'inspection',
        quantity: 5,
        storageYears: 15,
      };
      expect(
        await client.call('platform', '/v1/usages', {
          headers: { ...headers, 'idempotency-key': other.id },
          body,
        }),
      ).toMatchObject({ status: 201 });
    }),
  );
  for (const { traceId, other } of sent) {
    expect((await pathTo(traceId, 'deliver workflow.start')).at(-1)).toBe('POST /v1/usages');
    const ids = spansOf(traceId).flatMap(({ attributes }) => attributes['temporal.workflow.id'] ?? []);
    const episodes = await product.fixture.database.models.episodes.find({ accountId: other.id }).lean();
    expect(episodes).toHaveLength(1);
    const reached = new Set(ids.filter((id) => typeof id === 'string' && id.startsWith('arrears:')));
    expect(reached).toEqual(new Set([`arrears:${episodes[0]?._id}`]));
  }
});

test('nothing of a trace is in the history of a workflow, and little is stored', async () => {
  const { traceId, headers } = newTrace();
  const order = await placed(headers);
  await pathTo(traceId, 'deliver workflow.start');
  const history = await product.testSystem.history({ _id: order.id });
  expect(history.length).toBeGreaterThan(0);
  expect(JSON.stringify(history)).not.toContain(traceId);
  const stored = await product.fixture.database.models.traceContexts
    .find({
      workflowId: `order:${order.id}`,
    })
    .readConcern('local');
  expect(stored).toHaveLength(1);
});

test('while the collector hangs or refuses, orders are credited as ever', async () => {
  for (const mood of ['hang', 'refuse'] as const) {
    collector.mood = mood;
    const { traceId, headers } = newTrace();
    const order = await placed(headers);
    await client.confirm(order.id);
    expect(await pay(order, headers)).toMatchObject({ status: 201 });
    expect(await client.until(order.id, 'active')).toMatchObject({ state: 'active' });
    expect(spansOf(traceId)).toEqual([]);
  }
});
