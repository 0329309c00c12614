/** Variables without which a process serves and refuses part of its work: said at start rather than found out by a caller. */
import type { Config } from './config.ts';
import type { VariableName } from './environment-variables.ts';

export interface UnsetVariable {
  readonly variable: VariableName;
  /** What is refused. */
  readonly refused: string;
}

/** Those that are not set, with what is refused for want of them. */
export function unsetVariables(
  config: Pick<Config, 'sealingSecret' | 'exportSigningKey' | 'payments'>,
): UnsetVariable[] {
  const { fakeUrl, fakeSecret } = config.payments;
  const values: readonly (readonly [VariableName, string | undefined, string])[] = [
    ['SEALING_SECRET', config.sealingSecret, 'tokens of customers and signing secrets of platforms'],
    ['EXPORT_SIGNING_KEY', config.exportSigningKey, 'exports of accounts'],
    ['FAKE_PAYMENT_URL', fakeUrl, 'online payments'],
    ['FAKE_PAYMENT_SECRET', fakeSecret, 'online payments and their events'],
  ];
  return values.flatMap(([variable, value, refused]) => (value === undefined ? [{ variable, refused }] : []));
}
