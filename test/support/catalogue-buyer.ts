/** API client of a customer who buys from the served catalogue, and of the staff who deliver what was bought. */
import { z } from 'zod';
import type { SkuAnswer } from '../../src/contracts/catalogue.ts';
import { licence as licenceShape, type Licence } from '../../src/contracts/licences.ts';
import { order as orderShape, type Order } from '../../src/contracts/order.ts';
import { service as serviceShape, type Service } from '../../src/contracts/services.ts';
import { orderOf, read, type LineInput, type ProductClient } from './product-client.ts';

/** Current version of the terms of service of each product line. */
const TERMS = {
  'aimis-intl': '2025-03-07',
  'aimis-cn': '2024-04-23',
  ipc: '2026-03-24',
  'huawei-ai': '2025-07-08',
} as const;

export class CatalogueBuyer {
  private constructor(
    private readonly client: ProductClient,
    readonly id: string,
    /** Member of the consortium. */
    readonly organizationId: string,
    private readonly consortiumId: string,
    private readonly agreementId: string,
    private readonly termsVersion: string,
  ) {}

  static async open(
    client: ProductClient,
    productLine: keyof typeof TERMS,
    country: string,
  ): Promise<CatalogueBuyer> {
    const { id } = await client.customer({ country, agreement: false });
    const { organizationId, consortiumId } = await client.consortium(id);
    const agreement = await client.sign(id, { productLines: [productLine] });
    return new CatalogueBuyer(client, id, organizationId, consortiumId, agreement.id, TERMS[productLine]);
  }

  /** The body of an order with each SKU in its smallest quantity and in each of its modes. */
  orderOf(skus: readonly SkuAnswer[], fields: object = {}): object {
    const { id, termsVersion } = this;
    const lines = skus.flatMap((sku) => this.linesOf(sku));
    return orderOf(id, lines, { termsVersion, ...fields });
  }

  /** Buys SKUs in one order. Returns the order as it was placed. */
  async buy(skus: readonly SkuAnswer[]): Promise<Order> {
    const { client } = this;
    const placed = read(
      orderShape,
      await client.call('sales', '/v1/orders', { body: this.orderOf(skus) }),
      201,
    );
    await client.confirm(placed.id);
    await client.pay(placed.id);
    return placed;
  }

  /** Buys SKUs that are sold offline only: an operator orders them under the agreement and records the payment. */
  buyOffline(skus: readonly SkuAnswer[]): Promise<Order> {
    const { client, agreementId } = this;
    return client.buyOffline(this.orderOf(skus, { channel: 'offline', agreementId }));
  }

  /** Services of an order, in the order of its lines. */
  async servicesOf(orderId: string): Promise<Service[]> {
    const { lines } = await this.client.order(orderId);
    const ids = lines.flatMap(({ entitlements }) =>
      entitlements.flatMap(({ kind, id }) => (kind === 'service' ? [id] : [])),
    );
    const services: Service[] = [];
    for (const id of ids) {
      services.push(read(serviceShape, await this.client.call('delivery', `/v1/services/${id}`)));
    }
    return services;
  }

  /** Moves a service as far as people do: work until it is accepted, maintenance until it has started. */
  async fulfil({ id, kind }: Service): Promise<void> {
    const give = async (command: string, body: object = {}) =>
      read(serviceShape, await this.client.call('delivery', `/v1/services/${id}/${command}`, { body }), 200);
    await give('start');
    if (kind === 'maintenance') return;
    await give('deliver');
    expect(await give('accept', { acceptedBy: 'Dr. Chen' })).toMatchObject({ state: 'accepted' });
  }

  /** Licences of the organization, and the features that they activate. */
  async licences(): Promise<{ items: Licence[]; activated: string[] }> {
    const shape = z.object({ items: z.array(licenceShape), activated: z.array(z.string()) });
    const path = `/v1/accounts/${this.id}/licences?organizationId=${this.organizationId}`;
    return read(shape, await this.client.call('sales', path));
  }

  private linesOf({ sku, kind, minimum, term, scope, modes }: SkuAnswer): LineInput[] {
    const line: LineInput = {
      sku,
      quantity: minimum,
      ...(term === null ? {} : { term: { count: term.minimum, unit: term.unit } }),
      ...(scope === 'organization' ? { organizationId: this.organizationId } : {}),
      ...(scope === 'consortium' ? { consortiumId: this.consortiumId } : {}),
    };
    // A maintenance mode does not restrict anything: it includes every feature.
    if (modes === undefined || kind === 'maintenance') return [line];
    return modes.map((mode) => ({ ...line, mode }));
  }
}
