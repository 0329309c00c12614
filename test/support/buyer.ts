/**
 * API client of a buyer as the source documents describe one: a person of the customer with a key for one account, who
 * reads the catalogue, orders, confirms, pays and looks at what was bought. What others do for the account (sales sign
 * agreements, platforms post usages, staff deliver) goes through `ProductClient`.
 */
import { z } from 'zod';
import { catalogue as catalogueShape, namedFeature, type SkuAnswer } from '../../src/contracts/catalogue.ts';
import { capability as capabilityShape, type Capability } from '../../src/contracts/capabilities.ts';
import { licence as licenceShape, type Licence } from '../../src/contracts/licences.ts';
import { lot as lotShape, type Lot } from '../../src/contracts/lots.ts';
import { notice as noticeShape, type Notice } from '../../src/contracts/notices.ts';
import { order as orderShape, type Order } from '../../src/contracts/order.ts';
import { payment as paymentShape, type Payment } from '../../src/contracts/payments.ts';
import { pool as poolShape, type Pool } from '../../src/contracts/balances.ts';
import type { Problem } from '../../src/contracts/problem.ts';
import { quote as quoteShape, type Quote } from '../../src/contracts/quotes.ts';
import { service as serviceShape, type Service } from '../../src/contracts/services.ts';
import { cover as coverShape, term as termShape, type Cover, type Term } from '../../src/contracts/terms.ts';
import type { Answer, Call } from '../http/pipeline/pipeline-server.ts';
import { eventually } from './eventually.ts';
import { hasReached } from './reached.ts';
import {
  orderOf,
  read,
  domainErrorIn,
  type LineInput,
  type NewCustomer,
  type ProductClient,
} from './product-client.ts';

/** A line of an order with every field that a buyer may set. */
export interface BuyerLine extends LineInput {
  readonly start?: 'queue' | 'now';
  readonly note?: object;
}

export interface NewBuyer extends NewCustomer {
  readonly productLine: string;
}

interface Licences {
  readonly items: Licence[];
  /** Codes of the features that are active for the organization, and the same features with their names. */
  readonly activated: string[];
  readonly activatedFeatures: z.output<typeof namedFeature>[];
}

/** States in which everything that an order bought has been credited. */

export class Buyer {
  private constructor(
    private readonly client: ProductClient,
    private readonly key: string,
    readonly id: string,
    readonly productLine: string,
    /** Member of the consortium. */
    readonly organizationId: string,
    readonly consortiumId: string,
    private readonly termsVersion: string,
  ) {}

  /** Creates an account with one organization in one consortium, by default an agreement, and the buyer's key. */
  static async open(
    client: ProductClient,
    { productLine, agreement = true, ...customer }: NewBuyer,
  ): Promise<Buyer> {
    const { id } = await client.customer({ ...customer, agreement: false });
    const { organizationId, consortiumId } = await client.consortium(id);
    if (agreement) await client.sign(id, { productLines: [productLine] });
    const key = await client.customerKey(id);
    const { termsVersions } = read(catalogueShape, await client.call('sales', '/v1/catalogue', { key }));
    return new Buyer(
      client,
      key,
      id,
      productLine,
      organizationId,
      consortiumId,
      termsVersions[productLine] ?? '',
    );
  }

  /** One call with the buyer's own key. */
  call(path: string, options: Call = {}): Promise<Answer> {
    return this.client.call('sales', path, { key: this.key, ...options });
  }

  /** Everything of the product line. */
  async catalogue(): Promise<SkuAnswer[]> {
    return read(catalogueShape, await this.call(`/v1/catalogue?productLine=${this.productLine}`)).items;
  }

  /** Names of the features that the catalogue lists by code. */
  async featureNames(): Promise<Record<string, { en: string; zh: string }>> {
    const { features } = read(
      catalogueShape,
      await this.call(`/v1/catalogue?productLine=${this.productLine}`),
    );
    return Object.fromEntries(features.map(({ code, name }) => [code, name]));
  }

  async sku(code: string): Promise<SkuAnswer> {
    return (await this.catalogue()).find(({ sku }) => sku === code)!;
  }

  async quote(lines: readonly BuyerLine[], fields: object = {}): Promise<Quote> {
    return read(quoteShape, await this.call('/v1/quotes', { body: this.orderOf(lines, fields) }));
  }

  /** The violations for which an order would be refused: path, code and rule of each. */
  async refused(lines: readonly BuyerLine[], fields: object = {}): Promise<string[][]> {
    const answer = await this.call('/v1/orders', { body: this.orderOf(lines, fields) });
    const { code, errors = [] } = domainErrorIn(answer);
    expect(code).toBe('order_invalid');
    return errors.map((entry) => [entry.path, entry.code, entry.rule ?? '']);
  }

  async place(lines: readonly BuyerLine[], fields: object = {}): Promise<Order> {
    return read(orderShape, await this.call('/v1/orders', { body: this.orderOf(lines, fields) }), 201);
  }

  async confirm(orderId: string): Promise<Order> {
    return read(orderShape, await this.call(`/v1/orders/${orderId}/confirm`, { body: {} }));
  }

  async pay(orderId: string): Promise<Payment> {
    const body = { method: 'online', token: 'tok_ok' };
    return read(paymentShape, await this.call(`/v1/orders/${orderId}/payments`, { body }), 202);
  }

  /** Orders, confirms and pays online. Returns the order once all its lines are credited. */
  async buy(lines: readonly BuyerLine[], fields: object = {}): Promise<Order> {
    const { id } = await this.place(lines, fields);
    await this.confirm(id);
    await this.pay(id);
    return this.credited(id);
  }

  /** An operator places for the buyer what was agreed offline, and records the money. */
  buyOffline(agreementId: string, lines: readonly BuyerLine[]): Promise<Order> {
    return this.client.buyOffline(this.orderOf(lines, { channel: 'offline', agreementId }));
  }

  credited(orderId: string): Promise<Order> {
    return eventually(() => this.order(orderId), hasReached('active'));
  }

  async order(orderId: string): Promise<Order> {
    return read(orderShape, await this.call(`/v1/orders/${orderId}`));
  }

  async pools(): Promise<Pool[]> {
    const answer = await this.call(`/v1/accounts/${this.id}/balances`);
    return read(z.strictObject({ pools: z.array(poolShape) }), answer).pools;
  }

  async pool(resource: string): Promise<Pool> {
    return (await this.pools()).find((one) => one.resource === resource)!;
  }

  /** Lots of one resource, the latest purchase first. */
  lots(resource: string): Promise<Lot[]> {
    return this.list(lotShape, `/v1/accounts/${this.id}/lots?resource=${resource}`);
  }

  /** Licences of an organization, and the features that are active for it. */
  async licences(organizationId = this.organizationId): Promise<Licences> {
    const page = z.looseObject({
      items: z.array(licenceShape),
      activated: z.array(z.string()),
      activatedFeatures: z.array(namedFeature),
    });
    return read(page, await this.call(`/v1/accounts/${this.id}/licences?organizationId=${organizationId}`));
  }

  /** Terms, the latest first, and the coverage they give now. */
  async terms(organizationId?: string): Promise<{ items: Term[]; cover: Cover[] }> {
    const query = organizationId === undefined ? '' : `?organizationId=${organizationId}`;
    const page = z.looseObject({ items: z.array(termShape), cover: z.array(coverShape) });
    return read(page, await this.call(`/v1/accounts/${this.id}/terms${query}`));
  }

  /** What the organization may do now. */
  async capability(name: string, sku?: string, organizationId = this.organizationId): Promise<Capability> {
    const answer = await this.call(`/v1/accounts/${this.id}/capabilities?organizationId=${organizationId}`);
    const { items } = read(z.strictObject({ items: z.array(capabilityShape) }), answer);
    return items.find((item) => item.capability === name && (sku === undefined || item.sku === sku))!;
  }

  async service(serviceId: string): Promise<Service> {
    return read(serviceShape, await this.call(`/v1/services/${serviceId}`));
  }

  /** Services of an order, in the order of its lines. */
  async services({ id }: Pick<Order, 'id'>): Promise<Service[]> {
    const { lines } = await this.order(id);
    const services: Service[] = [];
    for (const { entitlements } of lines) {
      for (const entitlement of entitlements) {
        if (entitlement.kind === 'service') services.push(await this.service(entitlement.id));
      }
    }
    return services;
  }

  /** Accepts a delivered service with the buyer's own key. */
  async accept(serviceId: string): Promise<Service> {
    const body = { acceptedBy: 'Dr. Chen' };
    return read(serviceShape, await this.call(`/v1/services/${serviceId}/accept`, { body }), 200);
  }

  /** Newest first. */
  notices(kind: Notice['kind']): Promise<Notice[]> {
    return this.list(noticeShape, `/v1/notices?accountId=${this.id}&kind=${kind}`);
  }

  /** The body of an order at the current terms. */
  orderOf(lines: readonly BuyerLine[], fields: object = {}): object {
    return orderOf(this.id, lines, { termsVersion: this.termsVersion, ...fields });
  }

  private async list<T>(item: z.ZodType<T>, path: string): Promise<T[]> {
    const page = z.looseObject({ items: z.array(item), nextCursor: z.null() });
    return read(page, await this.call(path)).items;
  }
}

/** The current terms of service of a product line, read without a key. */
export async function termsOfService(client: ProductClient, productLine: string): Promise<TermsOfService> {
  const answer = await client.call('sales', `/v1/terms-of-service?productLine=${productLine}`, { key: null });
  const [current] = read(z.looseObject({ items: z.array(termsOfServiceShape) }), answer, 200).items;
  return current!;
}

const termsOfServiceShape = z.looseObject({
  productLine: z.string(),
  version: z.string(),
  text: z.strictObject({ en: z.string(), zh: z.string() }),
  sha256: z.string(),
});
type TermsOfService = z.output<typeof termsOfServiceShape>;

/** Names of the platforms to which a notice was delivered, sorted. */
export function platformsOf({ deliveries }: Notice): string[] {
  return deliveries.map(({ platform }) => platform).sort();
}

/** Status, code and rule of a refused request. */
export function domainErrorOf(answer: Answer): Pick<Problem, 'status' | 'code'> & { rule: string } {
  const { status, code, rule = '' } = domainErrorIn(answer);
  return { status, code, rule };
}
