/** Usages for measurements: as requests to the ledger, and as documents for the single inserts on the other side. */
import type { UsageRequest } from '../../src/application/ledger/group-commit/pending-usages.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { UsageRecord } from '../../src/storage/journal/usage-record.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { newId } from '../../src/infra/ids.ts';
import type { Bought } from './bench-accounts.ts';

const ORGANIZATION_ID = newId('org');
const LOT_ID = newId('lot');

/** A request for one unit, with a new key. */
export function requestOf(accountId: string, { resource, storageYears }: Bought): UsageRequest {
  return {
    accountId,
    organizationId: ORGANIZATION_ID,
    resource,
    quantity: 1,
    storageYears,
    preferredStorageYears: null,
    reference: null,
    key: newId('cmd'),
    by: SYSTEM.by,
    requestId: SYSTEM.requestId,
  };
}

export interface BareInserts {
  /** Inserts one document like a usage, with majority write concern, journaled; no transaction, no further index. */
  insert(accountId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** With as many connections as callers, so that no caller waits for one. */
export async function openBareInserts(
  uri: string,
  database: string,
  callers: number,
  bought: Bought,
): Promise<BareInserts> {
  const opened = await openDatabase({ uri, database, maxPoolSize: callers });
  const inserts = opened.connection.getClient().db(database).collection<UsageRecord>('bareInserts');
  return {
    insert: (accountId) =>
      inserts.insertOne(documentOf(accountId, bought), { writeConcern: { w: 'majority', journal: true } }),
    close: () => opened.close(),
  };
}

/** The record of the same usage, without its journal entry and the ledger state. */
function documentOf(accountId: string, bought: Bought): UsageRecord {
  const { preferredStorageYears: _, ...request } = requestOf(accountId, bought);
  return {
    ...request,
    _id: newId('usg'),
    requestedStorageYears: request.storageYears,
    sandbox: false,
    at: systemClock(),
    draws: [{ lotId: LOT_ID, units: 1, storageYears: null, storedUntil: null }],
    arrears: 0,
    arrearsRange: null,
    episode: null,
    sequence: 1,
    balance: { available: 1_000_000_000, arrears: 0 },
    policyVersion: 'test',
  };
}
