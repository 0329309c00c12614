/** Checks an endpoint when it is set, so that an operator sees at once what every call would fail with. */
import { DomainError } from '../../domain/errors.ts';
import { AddressRefused, allowedAddressesOf } from './resolve-endpoint.ts';
import type { WebhookSettings } from './webhook-settings.ts';

/** How long an operator waits for the name to be resolved. */
const RESOLVE_MS = 2_000;

/** Checks the endpoints of a platform as `assertEndpointAllowed` does. Null stands for no endpoint. */
export async function assertEndpointsAllowed(
  { url, sandboxUrl }: { readonly url: string | null; readonly sandboxUrl: string | null },
  settings: Pick<WebhookSettings, 'rule' | 'resolve'>,
): Promise<void> {
  if (url !== null) await assertEndpointAllowed('url', url, settings);
  if (sandboxUrl !== null) await assertEndpointAllowed('sandboxUrl', sandboxUrl, settings);
}

/**
 * Throws `endpoint_not_allowed`. A name that cannot be resolved now is accepted: each call resolves and checks it again, and an
 * outage of DNS must not prevent an operator from correcting the settings.
 */
async function assertEndpointAllowed(
  field: string,
  endpoint: string,
  { rule, resolve }: Pick<WebhookSettings, 'rule' | 'resolve'>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((end) => {
    timer = setTimeout(end, RESOLVE_MS);
  });
  try {
    await Promise.race([allowedAddressesOf(new URL(endpoint), rule, resolve), timeout]);
  } catch (error) {
    if (!(error instanceof AddressRefused)) return;
    const { host, address, kind } = error;
    throw new DomainError('endpoint_not_allowed', { field, host, address, addressKind: kind });
  } finally {
    clearTimeout(timer);
  }
}
