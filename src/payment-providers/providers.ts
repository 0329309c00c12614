/** The configured payment providers. The first one takes new payments. */
import type { Config } from '../infra/config.ts';
import { createFakeAdapter } from './fake/adapter.ts';
import type { PaymentProvider } from './provider.ts';

export function providersOf({ fakeUrl, fakeSecret }: Config['payments']): PaymentProvider[] {
  if (fakeUrl === undefined || fakeSecret === undefined) return [];
  return [createFakeAdapter({ baseUrl: fakeUrl, secret: fakeSecret })];
}
