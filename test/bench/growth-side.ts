/** One side: the API in its own process and a worker in this one, on their own database, with customers. */
import { newId } from '../../src/infra/ids.ts';
import { startBenchApi, type BenchApi } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { startBenchWorker, type BenchWorker } from './bench-worker.ts';
import { HttpConnection, requestText, type HttpRequest } from './http-connection.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { untilGiven } from './until-given.ts';

export const CALLERS = 8;
/** Rate limit of one key: more than the bench sends. */
const MOST_A_SECOND = 100_000;

const CREDITS = {
  termsVersion: '2025-03-07',
  lines: [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }],
};
const EVIDENCE = { document: { name: 'transfer.pdf', sha256: '0'.repeat(64) } };

export interface PlacedOrder {
  readonly id: string;
  readonly accountId: string;
  readonly total: object;
  readonly lines: readonly {
    readonly id: string;
    readonly entitlements: readonly { readonly id: string }[];
  }[];
}

export class GrowthSide {
  private readonly idle: HttpConnection[] = [];
  /** The order whose records are read. */
  private shown: PlacedOrder | null = null;

  private constructor(
    private readonly worker: BenchWorker,
    private readonly api: BenchApi,
    private readonly accounts: readonly string[],
  ) {}

  /** With orders that were paid and are active. */
  static async open(servers: BenchServers, database: string, orders: number): Promise<GrowthSide> {
    const installation = { database, taskQueue: database };
    const worker = await startBenchWorker(servers, { orders: true, bare: false, installation });
    const api = await startBenchApi(servers, database, {
      TEMPORAL_TASK_QUEUE: database,
      RATE_LIMIT_PER_SECOND: String(MOST_A_SECOND),
    });
    const accounts = await inParallel(Array.from({ length: CALLERS }), CALLERS, () =>
      worker.orders.addAccount(),
    );
    const side = new GrowthSide(worker, api, accounts);
    [side.shown = null] = await side.bought(orders);
    return side;
  }

  get database(): BenchWorker['database'] {
    return this.worker.database;
  }

  get order(): PlacedOrder {
    if (this.shown === null) throw new Error('no order was bought');
    return this.shown;
  }

  /** Creates orders of credits, one for each account in turn. */
  placed(count: number): Promise<PlacedOrder[]> {
    return this.inTurn(count, (accountId) => this.place(accountId, CREDITS));
  }

  async confirmed(count: number): Promise<PlacedOrder[]> {
    const orders = await this.placed(count);
    return inParallel(orders, CALLERS, (order) => this.confirm(order));
  }

  /** Active orders of credits. */
  async bought(count: number): Promise<PlacedOrder[]> {
    const orders = await this.confirmed(count);
    return inParallel(orders, CALLERS, (order) => this.makeActive(order));
  }

  /** Active orders with this many services each. */
  boughtServices(count: number, quantity: number): Promise<PlacedOrder[]> {
    const note = { organizationName: 'North Clinic' };
    return this.inTurn(count, async (accountId) => {
      const organization = await this.database.models.organizations.findOne({ accountId }).orFail().lean();
      const line = { sku: 'HW-DEV-MODELDEV-STD', quantity, organizationId: organization._id, note };
      const order = await this.place(accountId, { termsVersion: '2025-07-08', lines: [line] });
      return this.makeActive(await this.confirm(order));
    });
  }

  async confirm(order: PlacedOrder): Promise<PlacedOrder> {
    await this.post(`/v1/orders/${order.id}/confirm`, {});
    return order;
  }

  /** Pays, and resolves once it is active. */
  async makeActive({ id, total }: PlacedOrder): Promise<PlacedOrder> {
    const isActive = this.worker.active.of(id);
    const payment = { method: 'offline', reference: id, amount: total, evidence: EVIDENCE };
    await this.post(`/v1/orders/${id}/payments`, payment);
    await isActive;
    return (await this.get(`/v1/orders/${id}`)) as PlacedOrder;
  }

  async get(target: string): Promise<unknown> {
    return this.ask({ method: 'GET', target, key: this.api.operatorKey });
  }

  async post(target: string, body: object | null): Promise<unknown> {
    const idempotencyKey = newId('cmd');
    const given = body === null ? {} : { body: JSON.stringify(body) };
    return untilGiven(() =>
      this.ask({ method: 'POST', target, key: this.api.operatorKey, idempotencyKey, ...given }),
    );
  }

  async close(): Promise<void> {
    for (const connection of this.idle) connection.close();
    await this.worker.stop();
    await this.api.stop();
  }

  private async place(accountId: string, wanted: object): Promise<PlacedOrder> {
    const terms = { channel: 'online', termsAccepted: true };
    return (await this.post('/v1/orders', { accountId, ...terms, ...wanted })) as PlacedOrder;
  }

  private inTurn(count: number, buy: (accountId: string) => Promise<PlacedOrder>): Promise<PlacedOrder[]> {
    const buyers = Array.from({ length: count }, (_, index) => this.accounts[index % CALLERS] ?? '');
    return inParallel(buyers, CALLERS, buy);
  }

  private async ask(request: HttpRequest): Promise<unknown> {
    const connection = await this.connection();
    const { status, body } = await connection.ask(requestText(request));
    this.idle.push(connection);
    if (status >= 300) throw new Error(`${request.target} answered ${status}: ${body}`);
    return JSON.parse(body);
  }

  /** An idle connection, or a new one. */
  private async connection(): Promise<HttpConnection> {
    for (let idle = this.idle.pop(); idle !== undefined; idle = this.idle.pop()) if (idle.isOpen) return idle;
    return HttpConnection.open(this.api.port);
  }
}
