/** A service of a customer with a real clock, bought and paid, for tests of the console. */
import type { Client, Schemas } from '../../client/src/index.ts';
import type { ProductClient } from './product-client.ts';

/** In the note of its order. */
export const TOKEN = 'token-of-the-hospital';

/** The smallest picture: one pixel. */
export const PHOTO = {
  name: 'site.png',
  mimeType: 'image/png' as const,
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

export interface SoldService {
  readonly accountId: string;
  readonly orderId: string;
  readonly id: string;
  /** Name of the organization, which no other service has. */
  readonly organization: string;
}

let sold = 0;

/** `overrides` are those of an agreement. */
export async function soldService(
  client: ProductClient,
  delivery: Client,
  overrides?: object,
): Promise<SoldService> {
  sold += 1;
  const organization = `Clinic ${sold}`;
  const { id: accountId } = await client.customer({ agreement: false, sandboxNow: null });
  if (overrides !== undefined) await client.sign(accountId, { productLines: ['huawei-ai'], overrides });
  const organizationId = await client.addOrganization(accountId, organization);
  const note = { organizationName: organization, token: TOKEN, remarks: 'Ring at gate 3' };
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId, note };
  const fields = { termsVersion: '2025-07-08', reference: `PO-${sold}` };
  const { id: orderId } = await client.bought(accountId, [line], fields);
  const { items } = await delivery.get('/v1/services', { query: { orderId } });
  const [service] = items as [Schemas['Service']];
  return { accountId, orderId, id: service.id, organization };
}

/** Buttons, fields and links of the page that are too small for a thumb: less than 44 pixels wide or high. */
export const SMALL_TARGETS = `[...document.querySelectorAll(
    'main button, main input:not([hidden]), main textarea, main summary, header a, dialog button, .button, .service-tabs a'
  )]
  .filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return height > 0 && (height < 44 || width < 44) && element.closest('.header') === null;
  })
  .map(({ outerHTML }) => outerHTML)`;
