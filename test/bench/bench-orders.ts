/** Customers and orders for measurements, created by the product's own commands. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { CatalogueVersions } from '../../src/application/catalogue/catalogue-versions.ts';
import { publishCatalogue } from '../../src/application/catalogue/publish-catalogue.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { placeOrder, type PlacedLine } from '../../src/application/orders/place-order.ts';
import { refundOrder } from '../../src/application/refunds/refund-order.ts';
import { recordOfflinePayment } from '../../src/application/payments/record-offline-payment.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import type { OrderGateway } from '../../src/temporal/order-gateway.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { addCustomer } from './bench-accounts.ts';

const PRODUCT_LINE = 'aimis-intl';
const MOST_TRIES = 5;

/** What an order buys, under which terms. */
export interface Basket {
  readonly termsVersion: string;
  readonly lines: readonly PlacedLine[];
}

const CREDITS: Basket = {
  termsVersion: '2025-03-07',
  lines: [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }],
};

export class BenchOrders {
  private readonly catalogues: CatalogueVersions;

  constructor(
    private readonly dependencies: TransactionDependencies,
    private readonly gateway: OrderGateway,
  ) {
    this.catalogues = new CatalogueVersions(dependencies.database);
  }

  async publishCatalogue(): Promise<void> {
    await publishCatalogue(this.dependencies, this.catalogues, {
      folder: projectPath('src', 'catalogue'),
      demoPrices: true,
    });
  }

  /** An account on the server's clock, with an agreement. */
  async addAccount(): Promise<string> {
    const { agreements } = this.dependencies.database.models;
    const { accountId } = await addCustomer(this.dependencies);
    await agreements.insertMany([
      {
        _id: newId('agr'),
        accountId,
        sandbox: false,
        number: '1',
        productLines: [PRODUCT_LINE],
        signedOn: '2020-01-01',
        validTo: null,
        document: { name: 'agreement.pdf', sha256: '0'.repeat(64) },
        parties: ['customer', 'vendor'],
        prices: [],
        overrides: null,
        terminatedAt: null,
        terminationReason: null,
        createdAt: this.dependencies.serverNow(),
      },
    ]);
    return accountId;
  }

  /**
   * Creates orders that await payment, one for each account in turn; by default of credits. `startFirst` starts their runs as
   * the relay does where no command comes within a second; else the first command starts them.
   */
  async addConfirmed(
    accountIds: readonly string[],
    count: number,
    { termsVersion, lines }: Basket = CREDITS,
    startFirst = true,
  ): Promise<OrderDocument[]> {
    const buyers = Array.from({ length: count }, (_, index) => accountIds[index % accountIds.length] ?? '');
    return inParallel(buyers, 16, async (accountId) => {
      const order = await runTransaction(this.dependencies, SYSTEM, (unit) =>
        placeOrder(
          unit,
          { accountId, channel: 'online', termsAccepted: true, termsVersion, lines },
          { catalogues: this.catalogues, placedByOperator: false },
        ),
      );
      if (startFirst) await this.gateway.workflowStarter.start(workflowIdOf('order', order._id));
      await this.confirm(order._id);
      return order;
    });
  }

  /** On a busy machine the verdict may come too late; the same command is then repeated, as any caller would. */
  private async confirm(orderId: string): Promise<void> {
    const command = { by: SYSTEM.by, requestId: SYSTEM.requestId, commandId: newId('cmd') };
    for (let tries = 1; ; tries += 1) {
      try {
        await this.gateway.command(orderId, 'confirm', command);
        return;
      } catch (error) {
        const isLate = error instanceof DomainError && error.code === 'unavailable';
        if (!isLate || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Records the total as received outside the provider. Resolves after the commit. */
  async pay(order: OrderDocument): Promise<void> {
    await runTransaction(this.dependencies, SYSTEM, (unit) =>
      recordOfflinePayment(unit, {
        orderId: order._id,
        paymentId: newId('pay'),
        reference: order._id,
        amount: { ...order.total },
        evidence: { document: { name: 'transfer.pdf', sha256: '0'.repeat(64) } },
      }),
    );
  }

  /** Refunds everything refundable. Resolves after the commit. */
  async refund({ _id: orderId }: OrderDocument): Promise<void> {
    await runTransaction(this.dependencies, SYSTEM, (unit) =>
      refundOrder(unit, { orderId, refundId: newId('ref'), reason: 'Not needed' }),
    );
  }
}
