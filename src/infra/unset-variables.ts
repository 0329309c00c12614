/** Variables without which a process rejects part of its work. They are logged at start, before a caller finds out. */
import type { Config } from './config.ts';
import type { VariableName } from './environment-variables.ts';

export interface UnsetVariable {
  readonly variable: VariableName;
  /** What is rejected. */
  readonly refused: string;
}

/** The variables that are not set, each with what is rejected without it. */
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
