/** API client for licences, terms, coverage and renewals. */
import { licenceRoutes, type Licence } from '../../src/contracts/licences.ts';
import { order as orderShape, type Order } from '../../src/contracts/order.ts';
import { termRoutes, type Cover, type Term } from '../../src/contracts/terms.ts';
import type { Answer } from '../http/pipeline/pipeline-server.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { read, SANDBOX_START, type LineInput, type ProductClient } from './product-client.ts';

/** Current versions of the terms of service that an order accepts. */
export const IPC = { termsVersion: '2026-03-24' } as const;
export const CHINA = { termsVersion: '2024-04-23' } as const;
export const INTERNATIONAL = { termsVersion: '2025-03-07' } as const;

/** A line that buys months for the subscriber's organization. */
export type TermInput = LineInput & { readonly start?: 'now' };

export class CoverClient {
  constructor(private readonly client: ProductClient) {}

  /** Creates a customer in the time zone of Shanghai who buys months of features and packs. */
  async subscriber(sandboxNow: Instant = SANDBOX_START) {
    const { id, organizationId } = await this.client.customer({ sandboxNow, agreement: false });
    const line = (sku: string, quantity: number, months: number): TermInput => ({
      sku,
      quantity,
      term: { count: months, unit: 'month' },
      organizationId,
    });
    /** A line that buys months of a pack, which belongs to the account. */
    const pack = (quantity: number, months: number): TermInput => ({
      sku: 'IPC-RP-KNOWLEDGE',
      quantity,
      term: { count: months, unit: 'month' },
    });
    const buy = (...lines: readonly TermInput[]) => this.client.bought(id, lines, IPC);
    return { id, organizationId, line, pack, buy };
  }

  /** Terms in the order in which they begin, and the coverage they give now; of one organization if given. */
  async terms(accountId: string, organizationId?: string): Promise<{ items: Term[]; cover: Cover[] }> {
    const query = organizationId === undefined ? '' : `?organizationId=${organizationId}`;
    const answer = await this.client.call('platform', `/v1/accounts/${accountId}/terms${query}`);
    const { items, cover = [] } = read(termRoutes.listTerms.responses[200], answer);
    return { items: items.reverse(), cover };
  }

  /** The term that an order credited. */
  async termOf({ id, accountId }: Pick<Order, 'id' | 'accountId'>): Promise<Term> {
    return (await this.terms(accountId)).items.find(({ orderId }) => orderId === id)!;
  }

  /** Licences in the order in which they begin; for an organization also the features that are active for it. */
  async licences(
    accountId: string,
    organizationId?: string,
  ): Promise<{ items: Licence[]; activated: string[] }> {
    const query = organizationId === undefined ? '' : `?organizationId=${organizationId}`;
    const answer = await this.client.call('platform', `/v1/accounts/${accountId}/licences${query}`);
    const {
      items,
      activated = [],
      activatedFeatures = [],
    } = read(licenceRoutes.listLicences.responses[200], answer);
    // Every feature has a name in both languages.
    expect(activatedFeatures.map(({ code }) => code)).toEqual(activated);
    for (const { code, name } of activatedFeatures) {
      expect(name.en).not.toBe(code);
      expect(name.zh).toMatch(/\p{Script=Han}/u);
    }
    return { items: items.reverse(), activated };
  }

  askToRenew(orderId: string, body: object): Promise<Answer> {
    return this.client.call('sales', `/v1/orders/${orderId}/renew`, {
      body: { termsAccepted: true, ...body },
    });
  }

  /** Renews an order and pays. Resolves once the renewal is credited. */
  async renewed(
    orderId: string,
    body: { readonly termsVersion: string; readonly lines?: readonly object[] },
  ) {
    const { id } = read(orderShape, await this.askToRenew(orderId, body), 201);
    await this.client.confirm(id);
    await this.client.pay(id);
    return this.client.until(id, 'active');
  }
}
