/** How this process calls endpoints, from its configuration. The API and the workers use the same settings. */
import type { Config } from '../../infra/config.ts';
import { encryptorOf, type Encryptor } from '../../infra/encryption.ts';
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
  ...sealing
}: Pick<Config, 'notices' | 'sealingSecret' | 'retiredSealingSecrets'>): WebhookSettings {
  return {
    rule: { allowLoopback, allowPrivate },
    timeoutMs: timeoutSeconds * 1_000,
    encryptor: encryptorOf(sealing, 'webhook secrets 1'),
  };
}
