/** Names of the scopes of licences and terms. */
import type { Localized } from '../json.ts';
import type { Scope } from './sku.ts';

export const SCOPE_NAMES: Readonly<Record<Scope, Localized>> = {
  account: { en: 'account', zh: '账户' },
  consortium: { en: 'consortium', zh: '医联体' },
  organization: { en: 'organization', zh: '机构' },
};
