/** Licences, terms and services without crediting, for tests of what they give. */
import { newId } from '../../src/infra/ids.ts';
import type { LicenceDocument } from '../../src/storage/collections/licences.ts';
import type { ServiceDocument } from '../../src/storage/collections/services.ts';
import type { TermDocument } from '../../src/storage/collections/terms.ts';
import type { OrderFixture } from './order-fixtures.ts';

/** Stores a licence of a sandbox; by default perpetual, without features, and for the whole account. */
export async function storeLicence(
  { database }: OrderFixture,
  fields: Partial<LicenceDocument> & Pick<LicenceDocument, 'accountId' | 'sku' | 'from'>,
): Promise<LicenceDocument> {
  const _id = newId('lic');
  const document: LicenceDocument = {
    _id,
    sandbox: true,
    orderId: newId('ord'),
    lineId: newId('lin'),
    scope: 'account',
    organizationId: null,
    consortiumId: null,
    features: [],
    requires: [],
    until: null,
    chain: null,
    chainId: _id,
    end: null,
    endedAt: null,
    ...fields,
  };
  await database.models.licences.insertMany([document]);
  return document;
}

/** Stores a term of one set of a pre-consultation feature in a sandbox. */
export async function storeTerm(
  { database }: OrderFixture,
  fields: Partial<TermDocument> &
    Pick<TermDocument, 'accountId' | 'organizationId' | 'from' | 'until' | 'chain'>,
): Promise<TermDocument> {
  const _id = newId('trm');
  const document: TermDocument = {
    _id,
    sandbox: true,
    orderId: newId('ord'),
    lineId: newId('lin'),
    sku: 'IPC-SW-PRECONSULT',
    sets: 1,
    features: [],
    grants: null,
    closes: 'ipc.patient',
    keeps: 'ipc.history',
    graceHours: 24,
    validitySuspends: 'feature',
    policyVersion: 'ipc-2026-03-24',
    chainId: _id,
    end: null,
    endedAt: null,
    ...fields,
  };
  await database.models.terms.insertMany([document]);
  return document;
}

/** Stores services of a sandbox; by default one that can be started. */
export async function storeServices(
  { database }: OrderFixture,
  ...services: readonly (Partial<ServiceDocument> &
    Pick<
      ServiceDocument,
      'accountId' | 'organizationId' | 'orderId' | 'lineId' | 'purchasedAt' | 'startBy'
    >)[]
): Promise<ServiceDocument[]> {
  const documents = services.map((fields): ServiceDocument => ({
    _id: newId('svc'),
    sandbox: true,
    unit: 0,
    sku: 'AIMIS-INTL-SVC-DELIVERY',
    kind: 'service',
    mode: null,
    state: 'available',
    assignee: null,
    runsYears: null,
    startedAt: null,
    deliveredAt: null,
    deliveryEvidence: null,
    acceptance: null,
    endsAt: null,
    endedAt: null,
    rejections: [],
    ...fields,
  }));
  await database.models.services.insertMany(documents);
  return documents;
}
