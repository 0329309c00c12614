/**
 * API client as users of the product would write it: from the contract alone. It parses responses with the schemas of the
 * contract and sends a new idempotency key with each write unless the caller gives one.
 */
import { z } from 'zod';
import { account as accountShape } from '../../src/contracts/accounts.ts';
import { agreement as agreementShape, type Agreement } from '../../src/contracts/agreements.ts';
import { auditRecord, type AuditRecord } from '../../src/contracts/audit.ts';
import { pool as poolShape, type Pool } from '../../src/contracts/balances.ts';
import { capability as capabilityShape, type Capability } from '../../src/contracts/capabilities.ts';
import { catalogue as catalogueShape, type SkuAnswer } from '../../src/contracts/catalogue.ts';
import { consortium as consortiumShape } from '../../src/contracts/consortia.ts';
import { deadline as deadlineShape, type Deadline } from '../../src/contracts/deadlines.ts';
import { episode as episodeShape, type Episode } from '../../src/contracts/episodes.ts';
import { journalEntry, type JournalEntryAnswer } from '../../src/contracts/journal.ts';
import { createdKey } from '../../src/contracts/keys.ts';
import { lot as lotShape, type Lot } from '../../src/contracts/lots.ts';
import { notice as noticeShape, type Notice } from '../../src/contracts/notices.ts';
import { order as orderShape, type Order } from '../../src/contracts/order.ts';
import { timelineEntry, type TimelineEntry } from '../../src/contracts/orders.ts';
import { organization } from '../../src/contracts/organizations.ts';
import { payment as paymentShape, type Payment } from '../../src/contracts/payments.ts';
import { problem as problemShape, type Problem } from '../../src/contracts/problem.ts';
import { instant } from '../../src/contracts/primitives.ts';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { task as taskShape, type Task } from '../../src/contracts/tasks.ts';
import {
  explainedUsage,
  usage as usageShape,
  type ExplainedUsage,
  type Usage,
} from '../../src/contracts/usages.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import { call, type Answer, type Call } from '../http/pipeline/pipeline-server.ts';
import { eventually } from './eventually.ts';
import type { Product } from './product.ts';
import { hasReached } from './reached.ts';

/** Clock of new sandboxes: the instant of the worked example GV-11 (17:07 in Shanghai). */
export const SANDBOX_START: Instant = '2025-03-07T09:07:00.000Z';

/** Demo prices of the SKUs that tests buy, in minor units for one unit (and year). */
export const PRICE = { qty15Y: 120, annual: 10, mimi: 25 } as const;

export interface Customer {
  readonly id: string;
  readonly organizationId: string;
}

export interface NewCustomer {
  /** Clock of the sandbox; null for an account in real time. */
  readonly sandboxNow?: Instant | null;
  readonly timeZone?: string;
  /** ISO 3166-1 alpha-2. Default: Singapore. */
  readonly country?: string;
  /** Storage years that the account requires by default. Default: none. */
  readonly defaultStorageYears?: number;
  /** Whether an agreement is signed from the start. Default: true. */
  readonly agreement?: boolean;
}

export interface LineInput {
  readonly sku: string;
  readonly quantity: number;
  readonly term?: { readonly count: number; readonly unit: 'year' | 'month' };
  readonly organizationId?: string;
  readonly consortiumId?: string;
  readonly mode?: string;
}

export interface UsageInput {
  readonly resource: string;
  readonly quantity: number;
  readonly storageYears?: number;
  readonly reference?: string;
}

export class ProductClient {
  constructor(private readonly product: Pick<Product, 'url' | 'keys'>) {}

  call(role: InternalRole, path: string, { headers, ...options }: Call = {}): Promise<Answer> {
    return call(this.product, path, {
      key: this.product.keys[role],
      ...options,
      headers: { 'content-type': 'application/json', 'idempotency-key': newId('key'), ...headers },
    });
  }

  /** Creates a key of role `customer` for these accounts. Pass it to calls in their options. */
  async customerKey(...accountIds: readonly string[]): Promise<string> {
    const body = { name: 'Purchasing', roles: ['customer'], accountIds };
    const made = await this.call('operator', '/v1/keys', { body });
    return read(createdKey, made).key ?? '';
  }

  /** Creates a customer with one organization in the time zone of Shanghai. */
  async customer({
    sandboxNow = SANDBOX_START,
    timeZone = 'Asia/Shanghai',
    country = 'SG',
    agreement = true,
    defaultStorageYears,
  }: NewCustomer = {}): Promise<Customer> {
    const body = { name: 'General Hospital', country, timeZone, salesTeam: 'asia', defaultStorageYears };
    const { id } = read(
      accountShape,
      await this.call('sales', '/v1/accounts', {
        body: sandboxNow === null ? body : { ...body, sandbox: true, sandboxNow },
      }),
    );
    const organizationId = await this.addOrganization(id, 'Radiology');
    if (agreement) await this.sign(id);
    return { id, organizationId };
  }

  /** Adds an organization to an account, and to a consortium of it if one is given. Returns its id. */
  async addOrganization(accountId: string, name: string, consortiumId?: string): Promise<string> {
    const body = { name, consortiumId };
    const path = `/v1/accounts/${accountId}/organizations`;
    return read(organization, await this.call('sales', path, { body })).id;
  }

  /** Creates a consortium of the account with one organization in it. */
  async consortium(accountId: string): Promise<{ consortiumId: string; organizationId: string }> {
    const made = await this.call('sales', `/v1/accounts/${accountId}/consortia`, {
      body: { name: 'North Alliance' },
    });
    const consortiumId = read(consortiumShape, made).id;
    return {
      consortiumId,
      organizationId: await this.addOrganization(accountId, 'North Clinic', consortiumId),
    };
  }

  async sign(accountId: string, fields: object = {}): Promise<Agreement> {
    return read(
      agreementShape,
      await this.call('sales', '/v1/agreements', { body: agreementOf(accountId, fields) }),
    );
  }

  async place(accountId: string, lines: readonly LineInput[], fields: object = {}): Promise<Order> {
    return read(
      orderShape,
      await this.call('sales', '/v1/orders', { body: orderOf(accountId, lines, fields) }),
    );
  }

  async confirm(orderId: string): Promise<Order> {
    return read(orderShape, await this.call('sales', `/v1/orders/${orderId}/confirm`, { body: {} }));
  }

  /** Starts an online payment. The provider reports its outcome. */
  async pay(orderId: string, token = 'tok_ok'): Promise<Payment> {
    const body = { method: 'online', token };
    return read(paymentShape, await this.call('sales', `/v1/orders/${orderId}/payments`, { body }), 202);
  }

  /** Places and confirms an order, so that it awaits payment. */
  async confirmed(accountId: string, lines: readonly LineInput[], fields: object = {}): Promise<Order> {
    const { id } = await this.place(accountId, lines, fields);
    return this.confirm(id);
  }

  /** Buys online. Resolves once the order is credited. */
  async bought(accountId: string, lines: readonly LineInput[], fields: object = {}): Promise<Order> {
    const { id } = await this.confirmed(accountId, lines, fields);
    await this.pay(id);
    return this.until(id, 'active');
  }

  /** An operator places what was agreed offline (`body`) and records the money. Returns the order as it was placed. */
  async buyOffline(body: object): Promise<Order> {
    const placed = read(orderShape, await this.call('operator', '/v1/orders', { body }), 201);
    await this.confirm(placed.id);
    const payment = {
      method: 'offline',
      reference: `Transfer of ${placed.id}`,
      amount: placed.total,
      evidence: { note: 'Bank statement' },
    };
    const paid = await this.call('operator', `/v1/orders/${placed.id}/payments`, { body: payment });
    expect(paid.status).toBe(201);
    return placed;
  }

  /** Delivery staff do the work of a service and hand it over. */
  async deliver(serviceId: string): Promise<void> {
    for (const command of ['start', 'deliver']) {
      const done = await this.call('delivery', `/v1/services/${serviceId}/${command}`, { body: {} });
      expect(done.status).toBe(200);
    }
  }

  async order(orderId: string): Promise<Order> {
    return read(orderShape, await this.call('sales', `/v1/orders/${orderId}`));
  }

  /** Waits until the order reaches a state. */
  until(orderId: string, state: Order['state']): Promise<Order> {
    return eventually(() => this.order(orderId), hasReached(state));
  }

  /** Advances the clock of a sandbox and processes everything due on the way. Returns the new clock. */
  async advance(accountId: string, by: { to: string } | { by: string }): Promise<Instant> {
    const answer = await this.call('sales', `/v1/accounts/${accountId}/clock/advance`, { body: by });
    return read(z.strictObject({ now: instant }), answer).now;
  }

  post({ id, organizationId }: Customer, request: UsageInput, key = newId('key')): Promise<Answer> {
    return this.call('platform', '/v1/usages', {
      headers: { 'idempotency-key': key },
      body: { accountId: id, organizationId, ...request },
    });
  }

  async use(customer: Customer, request: UsageInput): Promise<Usage> {
    return read(usageShape, await this.post(customer, request));
  }

  /** Grants goodwill units; by default 100 inspections stored for 15 years that expire in a year. */
  async grant(accountId: string, fields: object = {}): Promise<Lot> {
    const body = { resource: 'inspection', units: 100, storageYears: 15, reason: 'Goodwill', ...fields };
    return read(lotShape, await this.call('operator', `/v1/accounts/${accountId}/credits`, { body }), 201);
  }

  async extend(lotId: string, expiresOn: string): Promise<Lot> {
    const body = { expiresOn, reason: 'Asked for' };
    return read(lotShape, await this.call('operator', `/v1/lots/${lotId}/extend`, { body }));
  }

  async reverse(usageId: string): Promise<ExplainedUsage> {
    const body = { reason: 'A mistake' };
    return read(explainedUsage, await this.call('operator', `/v1/usages/${usageId}/reverse`, { body }), 201);
  }

  async explained(usageId: string): Promise<ExplainedUsage> {
    return read(explainedUsage, await this.call('operator', `/v1/usages/${usageId}`));
  }

  async payment(paymentId: string): Promise<Payment> {
    return read(paymentShape, await this.call('sales', `/v1/payments/${paymentId}`));
  }

  /** Newest first, like all lists except deadlines. */
  payments(orderId: string): Promise<Payment[]> {
    return this.list(paymentShape, `/v1/payments?sandbox=true&orderId=${orderId}`);
  }

  /** All offers of one product line. */
  async skus(productLine: string): Promise<SkuAnswer[]> {
    const answer = await this.call('sales', `/v1/catalogue?productLine=${productLine}`);
    return read(catalogueShape, answer).items;
  }

  lots(accountId: string): Promise<Lot[]> {
    return this.list(lotShape, `/v1/accounts/${accountId}/lots`);
  }

  journal(accountId: string): Promise<JournalEntryAnswer[]> {
    return this.list(journalEntry, `/v1/accounts/${accountId}/journal`);
  }

  notices(accountId: string, kind?: Notice['kind']): Promise<Notice[]> {
    const wanted = kind === undefined ? '' : `&kind=${kind}`;
    return this.list(noticeShape, `/v1/notices?accountId=${accountId}${wanted}`);
  }

  tasks(accountId: string): Promise<Task[]> {
    return this.list(taskShape, `/v1/tasks?accountId=${accountId}`);
  }

  /** Newest first. */
  episodes(accountId: string): Promise<Episode[]> {
    return this.list(episodeShape, `/v1/accounts/${accountId}/episodes`);
  }

  async episode(episodeId: string): Promise<Episode> {
    return read(episodeShape, await this.call('operator', `/v1/episodes/${episodeId}`));
  }

  async capabilities(accountId: string, organizationId?: string): Promise<Capability[]> {
    const query = organizationId === undefined ? '' : `?organizationId=${organizationId}`;
    const answer = await this.call('platform', `/v1/accounts/${accountId}/capabilities${query}`);
    return read(z.strictObject({ items: z.array(capabilityShape) }), answer).items;
  }

  /** Soonest first. */
  deadlines(accountId: string): Promise<Deadline[]> {
    return this.list(deadlineShape, `/v1/deadlines?accountId=${accountId}`);
  }

  audit(accountId: string): Promise<AuditRecord[]> {
    return this.list(auditRecord, `/v1/audit?accountId=${accountId}`);
  }

  /** Oldest first. */
  async timeline(orderId: string): Promise<TimelineEntry[]> {
    const entries: TimelineEntry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/v1/orders/${orderId}/timeline?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: z.output<typeof timelinePage> = read(timelinePage, await this.call('sales', path));
      entries.push(...page.items);
      cursor = page.nextCursor;
    }
    return entries;
  }

  async pool(accountId: string, resource: string, asOf?: Instant): Promise<Pool> {
    const query = asOf === undefined ? '' : `?asOf=${asOf}`;
    const answer = await this.call('platform', `/v1/accounts/${accountId}/balances${query}`);
    const { pools } = read(z.strictObject({ pools: z.array(poolShape) }), answer);
    return pools.find((candidate) => candidate.resource === resource)!;
  }

  private async list<T>(item: z.ZodType<T>, path: string): Promise<T[]> {
    const page = z.strictObject({ items: z.array(item), nextCursor: z.null() });
    return read(page, await this.call('operator', path)).items;
  }
}

const timelinePage = z.strictObject({ items: z.array(timelineEntry), nextCursor: z.string().nullable() });

/** The body of a signed agreement for the international edition. */
export function agreementOf(accountId: string, fields: object = {}): object {
  return {
    accountId,
    number: newId('agr'),
    productLines: ['aimis-intl'],
    signedOn: '2025-01-02',
    document: { name: 'agreement.pdf', sha256: 'a'.repeat(64) },
    ...fields,
  };
}

/** The body of an order. */
export function orderOf(accountId: string, lines: readonly LineInput[], fields: object = {}): object {
  const terms = { termsAccepted: true, termsVersion: '2025-03-07' };
  return { accountId, channel: 'online', ...terms, lines, ...fields };
}

/** Parses a success response. Any success status is accepted unless one is given. */
export function read<T>(shape: z.ZodType<T>, answer: Answer, status?: number): T {
  if (answer.status >= 300 || (status !== undefined && answer.status !== status)) {
    throw new Error(`answered ${answer.status}: ${answer.text}`);
  }
  return shape.parse(answer.body);
}

/** Parses a problem response. */
export function domainErrorIn(answer: Answer): Problem {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const problem = problemShape.parse(answer.body);
  expect(problem.status).toBe(answer.status);
  return problem;
}
