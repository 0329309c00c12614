/** How this process calls endpoints, from its configuration. The API and the workers use the same settings. */
import type { Config } from '../../infra/config.ts';
import { createEncryptor, type Encryptor } from '../../infra/encryption.ts';
import type { AddressRule } from './endpoint-addresses.ts';
import type { ResolveHost } from './resolve-endpoint.ts';

export interface WebhookSettings {
  readonly rule: AddressRule;
  /** Limit of one call. */
  readonly timeoutMs: number;
  /** Encrypts the signing secrets. Without it no endpoint can be set. */
  readonly encryptor?: Encryptor | undefined;
  /** By default the system's resolver. */
  readonly resolve?: ResolveHost;
}

export function webhookSettingsOf({
  notices: { allowLoopback, allowPrivate, timeoutSeconds },
  sealingSecret,
}: Pick<Config, 'notices' | 'sealingSecret'>): WebhookSettings {
  return {
    rule: { allowLoopback, allowPrivate },
    timeoutMs: timeoutSeconds * 1_000,
    encryptor: sealingSecret === undefined ? undefined : createEncryptor(sealingSecret, 'webhook secrets 1'),
  };
}
