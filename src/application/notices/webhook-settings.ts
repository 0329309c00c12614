/** How this process calls endpoints, from its configuration: the same for the API, which sets them, and the workers. */
import type { Config } from '../../infra/config.ts';
import { createEncryptor, type Encryptor } from '../../infra/encryption.ts';
import type { AddressRule } from './endpoint-addresses.ts';
import type { ResolveHost } from './resolve-endpoint.ts';

export interface WebhookSettings {
  readonly rule: AddressRule;
  /** For one call. */
  readonly timeoutMs: number;
  /** Keeps the secrets; absent where none can be kept, and then no endpoint can be set. */
  readonly encryptor?: Encryptor | undefined;
  /** The system's where none is given. */
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
