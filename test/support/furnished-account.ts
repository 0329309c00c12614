/** A customer with some of everything: units in arrears, software, a subscription with its renewal, services and open orders. */
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { IPC } from './cover-client.ts';
import { SANDBOX_START, type ProductClient } from './product-client.ts';

export interface FurnishedAccount {
  readonly accountId: string;
  /** An organization of a consortium with basic software. */
  readonly clinicId: string;
  /** An organization with a subscription that is renewed. */
  readonly radiologyId: string;
}

/** Owes 300 inspections, and is suspended for it since an hour. Three services: two wait, one is delivered. */
export async function furnishedAccount(client: ProductClient): Promise<FurnishedAccount> {
  const customer = await client.customer();
  const { id: accountId, organizationId: radiologyId } = customer;
  await client.sign(accountId, { productLines: ['ipc'] });
  const { consortiumId, organizationId: clinicId } = await client.consortium(accountId);
  await client.bought(accountId, [
    { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 },
    { sku: 'AIMIS-INTL-AI-MIMI', quantity: 20_000 },
    { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: { count: 1, unit: 'year' }, consortiumId },
  ]);
  const month = { sku: 'IPC-SW-PRECONSULT', quantity: 1, term: { count: 1, unit: 'month' } as const };
  for (const _turn of [1, 2])
    await client.bought(accountId, [{ ...month, organizationId: radiologyId }], IPC);
  const work = { sku: 'HW-DEV-MODELDEV-STD', quantity: 2, organizationId: radiologyId };
  const { lines } = await client.bought(accountId, [work], { termsVersion: '2025-07-08' });
  await client.deliver(lines[0]!.entitlements[0]!.id);
  await client.confirmed(accountId, [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }], {
    reference: 'PO-OPEN',
  });
  await client.use(customer, { resource: 'ai:mimi', quantity: 4_500 });
  await client.use(customer, { resource: 'inspection', quantity: 1_300 });
  await client.advance(accountId, { to: plusMs(SANDBOX_START, 25 * HOUR_MS) });
  return { accountId, clinicId, radiologyId };
}
