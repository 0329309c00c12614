/** Customers: the platform account, its organizations and consortia. */
import type { AccountId, ConsortiumId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { flag, integer, integerOrNull, text, textOrNull, type CollectionDeclaration } from '../define.ts';

export interface AccountDocument {
  _id: string;
  name: string;
  /** Lower case, for prefix search. */
  nameKey: string;
  country: string;
  timeZone: string;
  salesTeam: string;
  sandbox: boolean;
  defaultStorageYears: number | null;
  state: 'active';
  /** Captures of cover so far: moved by each, so that they exclude each other. */
  captures: number;
  createdAt: Instant;
}

export const accounts: CollectionDeclaration = {
  name: 'accounts',
  fields: {
    name: text,
    nameKey: text,
    country: text,
    timeZone: text,
    salesTeam: text,
    sandbox: flag,
    defaultStorageYears: integerOrNull,
    state: text,
    captures: integer,
    createdAt: text,
  },
  indexes: [
    { keys: { sandbox: 1, _id: -1, state: 1, nameKey: 1 } },
    { keys: { sandbox: 1, salesTeam: 1, _id: -1, state: 1, nameKey: 1 } },
  ],
};

export interface ConsortiumDocument {
  _id: string;
  accountId: AccountId;
  name: string;
  createdAt: Instant;
}

export const consortia: CollectionDeclaration = {
  name: 'consortia',
  fields: { accountId: text, name: text, createdAt: text },
  indexes: [{ keys: { accountId: 1, _id: -1 } }],
};

export interface OrganizationDocument {
  _id: string;
  accountId: AccountId;
  name: string;
  consortiumId: ConsortiumId | null;
  externalId: string | null;
  createdAt: Instant;
}

export const organizations: CollectionDeclaration = {
  name: 'organizations',
  fields: { accountId: text, name: text, consortiumId: textOrNull, externalId: textOrNull, createdAt: text },
  indexes: [{ keys: { accountId: 1, _id: -1 } }],
};
