/**
 * A database after years of use: many accounts, some of them sandboxes, and thousands of records in every state of each
 * collection that grows. Written with the driver alone, so that a million rows take a minute.
 */
import type { Database, Models } from '../../src/storage/database.ts';
import { DEADLINE_KINDS, NOTICE_KINDS } from '../../src/domain/kinds.ts';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import { pageIdOf } from '../../src/storage/journal/journal-ids.ts';
import { newLedger } from '../../src/application/ledger/ledger-state.ts';
import { PLATFORMS } from '../../src/storage/collections/platforms.ts';

/** How many records there are of each kind. */
export interface GrownSizes {
  readonly accounts: number;
  readonly orders: number;
  readonly audit: number;
  readonly deadlines: number;
  readonly notices: number;
  /** Records of each other collection. */
  readonly others: number;
}

type Row = Readonly<Record<string, unknown>>;

const BATCH = 5_000;
/** From this number of rows on, indexes are built after all rows are written: built row by row they exceed the cache. */
const MANY = 100_000;
const START_MS = Date.parse('2026-01-01T00:00:00.000Z');
/** One account in this many is a sandbox. */
const SANDBOX_EVERY = 4;

/** Prefix of the ids of all generated records. Records of a test never have it. */
const grownId = (kind: string, index: number): string => `${kind}_00GROWN${String(index).padStart(12, '0')}`;

export const grownAccount = (index: number): string => grownId('acc', index);
export const grownOrder = (index: number): string => grownId('ord', index);
export const grownOrganization = (index: number): string => grownId('org', index);

export const SALES_TEAMS = ['asia', 'emea', 'latam', 'north'] as const;

const atOf = (index: number): Instant => instantOf(START_MS + index * 1_000);
/** Picks by index, so that neighbouring rows differ. One row in two hundred gets the rare value, the last one. */
const pick = <T>(values: readonly T[], index: number): T =>
  (index % 200 === 199 ? values.at(-1) : values[Math.floor(index / 3) % Math.max(values.length - 1, 1)])!;

/** Fills a database whose collections and indexes exist. */
export async function growDatabase(
  database: Database,
  sizes: GrownSizes,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  for (const [name, [count, rowOf]] of Object.entries(rowsOf(sizes))) {
    const model = database.models[name as keyof Models];
    const { collection } = model;
    if (count >= MANY) await collection.dropIndexes();
    for (let from = 0; from < count; from += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => rowOf(from + index));
      await collection.insertMany(rows, { ordered: false, writeConcern: { w: 1 } });
    }
    if (count >= MANY) await model.createIndexes();
    onProgress(`${count} ${name}`);
  }
}

/** Row generators by collection. */
function rowsOf(sizes: GrownSizes): Partial<Record<keyof Models, readonly [number, (index: number) => Row]>> {
  const { accounts, others } = sizes;
  const isSandbox = (account: number) => account % SANDBOX_EVERY === 0;
  const of = (index: number) => {
    const account = (index * 7) % accounts;
    return { accountId: grownAccount(account), sandbox: isSandbox(account) };
  };
  const ofOrder = (index: number) => ({
    ...of(index % sizes.orders),
    orderId: grownOrder(index % sizes.orders),
  });
  // One period in three still lives.
  const period = (index: number) => ({
    from: atOf(index),
    until: atOf(index % 3 === 0 ? 40_000_000 + index : index + 86_400),
    chain: {},
    end: index % 3 === 0 ? null : 'ended',
  });
  return {
    accounts: [accounts, (index) => accountRow(index, isSandbox(index))],
    ledgers: [accounts, (index) => headRow(index, isSandbox(index))],
    organizations: [
      others,
      (index) => ({
        _id: grownOrganization(index),
        ...bare(of(index)),
        sandbox: isSandbox(index % accounts),
        name: `Clinic ${index}`,
        nameKey: `clinic ${index}`,
        consortiumId: null,
        externalId: null,
        createdAt: atOf(index),
      }),
    ],
    consortia: [
      others,
      (index) => ({
        _id: grownId('con', index),
        ...bare(of(index)),
        name: 'Alliance',
        createdAt: atOf(index),
      }),
    ],
    agreements: [
      others,
      (index) => ({
        _id: grownId('agr', index),
        ...of(index),
        number: `A-${index}`,
        productLines: ['aimis-intl'],
        signedOn: '2020-01-01',
        validTo: index % 2 === 0 ? null : '2021-01-01',
        document: { name: 'a.pdf', sha256: '0'.repeat(64) },
        parties: ['customer', 'vendor'],
        prices: [],
        overrides: null,
        terminatedAt: null,
        terminationReason: null,
        createdAt: atOf(index),
      }),
    ],
    orders: [sizes.orders, (index) => orderRow(index, of(index))],
    payments: [
      others,
      (index) => ({
        _id: grownId('pay', index),
        ...ofOrder(index),
        method: 'online',
        state: pick(['captured', 'declined', 'pending', 'excess'], index),
        amount: { amountMinor: 100, currency: 'USD' },
        capturedAt: index % 2 === 0 ? atOf(index) : null,
        provider: 'fake',
        providerReference: `fake_${index}`,
        checkoutUrl: null,
        reference: null,
        evidence: null,
        reason: null,
        createdAt: atOf(index),
        recordedAt: atOf(index),
      }),
    ],
    paymentEvents: [
      others,
      (index) => ({
        _id: `fake:grown-${index}`,
        provider: 'fake',
        event: {},
        receivedAt: atOf(index),
        accountAt: atOf(index),
        appliedAt: atOf(index),
        outcome: 'applied',
      }),
    ],
    refunds: [
      others,
      (index) => ({
        _id: grownId('ref', index),
        ...ofOrder(index),
        paymentId: grownId('pay', index),
        state: 'paid',
        amount: { amountMinor: 100, currency: 'USD' },
        lines: [],
        reason: 'Asked for',
        agreementId: null,
        clause: null,
        createdAt: atOf(index),
        paidAt: atOf(index),
        refundReference: null,
      }),
    ],
    lots: [
      others,
      (index) => ({
        _id: grownId('lot', index),
        ...of(index),
        resource: pick(['inspection', 'ai-mimi', 'ai-ctfd'], index),
        orderId: null,
        lineId: null,
        storageYears: 15,
        purchasedAt: atOf(index),
        creditedAt: atOf(index),
        expiresOn: '2027-01-01',
        expiresAt: atOf(index % 200 === 99 ? 40_000_000 + index : index + 86_400),
        credited: 100,
        end: index % 200 === 99 ? null : pick(['expired', 'exhausted', 'voided'], index),
        endedAt: atOf(index + 1),
        final: { consumed: 100, offset: 0, expired: 0, voided: 0, remaining: 0 },
      }),
    ],
    licences: [
      others,
      (index) => ({
        _id: grownId('lic', index),
        ...ofOrder(index),
        lineId: grownId('lin', index),
        sku: pick(['AIMIS-INTL-SW-BASIC', 'AIMIS-INTL-SW-STATS'], index),
        scope: pick(['account', 'organization'], index),
        organizationId: pick([null, grownOrganization(index % others)], index),
        consortiumId: null,
        features: [],
        requires: [],
        chainId: grownId('lic', index),
        endedAt: null,
        ...period(index),
      }),
    ],
    terms: [
      others,
      (index) => ({
        _id: grownId('trm', index),
        ...ofOrder(index),
        lineId: grownId('lin', index),
        sku: pick(['IPC-SUB', 'IPC-PACK'], index),
        organizationId: pick([null, grownOrganization(index % others)], index),
        sets: 1,
        features: [],
        grants: null,
        closes: null,
        keeps: null,
        graceHours: 24,
        validitySuspends: 'all',
        policyVersion: 'v1',
        chainId: grownId('trm', index),
        endedAt: null,
        ...period(index),
      }),
    ],
    services: [others, (index) => serviceRow(index, ofOrder(index))],
    serviceEvidence: [
      others,
      (index) => ({
        _id: grownId('evi', index),
        serviceId: grownId('svc', index),
        command: 'deliver',
        person: null,
        reason: null,
        note: 'Done',
        document: null,
        by: 'key_grown',
        recordedAt: atOf(index),
      }),
    ],
    journalPages: [others, (index) => pageRow(index, of(index), grownOrganization(index % others))],
    checkpoints: [
      others,
      (index) => ({
        _id: grownId('chk', index),
        ...bare(of(index)),
        version: index,
        sequence: 1_000 + index,
        at: atOf(index),
        pools: [],
      }),
    ],
    episodes: [
      others,
      (index) => ({
        _id: grownId('epi', index),
        ...of(index),
        kind: pick(['units', 'validity'], index),
        capability: 'inspection.upload',
        ...episodeState(index),
        openedAt: atOf(index),
        resumedAt: null,
        policyVersion: 'v1',
        resource: 'inspection',
        peakArrears: 5,
        organizationId: null,
        // Only one episode is open for each.
        sku: `grown ${index}`,
        causedBy: 'grown',
        workflowRunId: null,
      }),
    ],
    settlements: [
      others,
      (index) => ({
        _id: grownId('set', index),
        ...bare(of(index)),
        resource: 'inspection',
        from: index,
        to: index + 1,
        units: 1,
        kind: 'offset',
        lotId: grownId('lot', index),
        at: atOf(index),
        sequence: 1_000 + index,
        episodeId: grownId('epi', index),
      }),
    ],
    deadlines: [sizes.deadlines, (index) => deadlineRow(index, ofOrder(index))],
    tasks: [
      others,
      (index) => ({
        _id: grownId('tsk', index),
        ...ofOrder(index),
        kind: pick(['renewal.contact', 'service.to_start', 'payment.late', 'arrears.high'], index),
        role: pick(['sales', 'delivery', 'operator'], index),
        state: pick(['resolved', 'open'], index),
        openedAt: atOf(index),
        dueAt: atOf(index + 86_400),
        facts: {},
        resolvedAt: null,
        resolvedBy: null,
        note: null,
      }),
    ],
    notices: [
      sizes.notices,
      (index) => ({
        _id: grownId('ntc', index),
        ...of(index),
        kind: pick(NOTICE_KINDS, index),
        at: atOf(index),
        recordedAt: atOf(index),
        sortKey: grownId('ntc', index),
        payload: { text: 'grown' },
      }),
    ],
    deliveries: [2 * sizes.notices, (index) => deliveryRow(index, of(Math.floor(index / 2)))],
    audit: [sizes.audit, (index) => auditRow(index, index % 3 === 0 ? of(index) : ofOrder(index))],
    keys: [
      others,
      (index) => ({
        _id: grownId('key', index),
        name: 'old',
        roles: ['sales'],
        accountIds: null,
        hash: `grown ${index}`,
        createdAt: atOf(index),
        expiresAt: null,
        lastUsedAt: null,
        revokedAt: atOf(index + 1),
        guard: 0,
      }),
    ],
    idempotency: [
      others,
      (index) => ({
        _id: `grown:${index}`,
        route: 'grown',
        bodyHash: '',
        state: 'done',
        leasedBy: null,
        leasedUntilMs: null,
        answer: { status: 200, body: {} },
        createdAt: instantOf(Date.now()),
      }),
    ],
    clockAdvances: [
      others,
      (index) => ({
        _id: grownId('adv', index),
        ...bare(of(index)),
        bodyHash: '',
        target: atOf(index),
        state: 'done',
        steps: 1,
        leasedBy: null,
        leasedUntilMs: 0,
        createdAt: instantOf(Date.now()),
      }),
    ],
  };
}

/** Few episodes are open, as in use. Their deadlines are in the future: overdue ones would be booked. */
function episodeState(index: number): Row {
  const state = index % 200 === 99 ? 'open' : pick(['closed', 'suspended'], index);
  const isClosed = state === 'closed';
  return {
    state,
    outcome: isClosed ? 'paid' : null,
    suspendsAt: atOf(state === 'suspended' ? index + 86_400 : 40_000_000 + index),
    suspendedAt: state === 'suspended' ? atOf(index + 86_400) : null,
    closedAt: isClosed ? atOf(index + 10) : null,
  };
}

const bare = ({ accountId }: { readonly accountId: string }): Row => ({ accountId });

function accountRow(index: number, sandbox: boolean): Row {
  const name = `Hospital ${index}`;
  return {
    _id: grownAccount(index),
    name,
    nameKey: name.toLowerCase(),
    country: 'SG',
    timeZone: 'Asia/Shanghai',
    salesTeam: pick(SALES_TEAMS, index),
    sandbox,
    defaultStorageYears: null,
    state: 'active',
    captures: 0,
    createdAt: atOf(index),
  };
}

/** Two usages in three pages, an expiry in the third. */
function pageRow(
  index: number,
  of: { readonly accountId: string; readonly sandbox: boolean },
  organizationId: string,
): Row {
  const { accountId, sandbox } = of;
  const lotId = grownId('lot', index);
  const usesUnits = index % 3 !== 2;
  const reference = pick([null, `study-${index % 50}`], index);
  return {
    _id: pageIdOf(accountId, 1_000 + index),
    accountId,
    sandbox,
    at: atOf(index),
    recordedAt: atOf(index),
    accounts: [`lot:${lotId}`, 'consumed:inspection'],
    entries: [
      {
        ...(!usesUnits && { kind: 'lot.expired', causedBy: ['lot', lotId] }),
        resource: 'inspection',
        available: 1,
        postings: [0, -1, 1, 1],
        hash: Buffer.alloc(32),
      },
    ],
    ...(usesUnits
      ? {
          usages: [
            {
              key: `use-${index}`,
              organizationId,
              ...(reference !== null && { reference }),
              policyVersion: 'v1',
              by: 'key_grown',
              requestId: 'grown',
            },
          ],
        }
      : { movedLots: [lotId] }),
  };
}

function headRow(index: number, sandbox: boolean): Row {
  const createdAt = atOf(index);
  const frozenAt = sandbox ? createdAt : null;
  return {
    ...newLedger({ accountId: grownAccount(index), createdAt, frozenAt, timeZone: 'Asia/Shanghai' }),
    // The journal has its entries.
    sequence: 10_000_000,
  };
}

function orderRow(index: number, of: Row): Row {
  return {
    _id: grownOrder(index),
    ...of,
    salesTeam: pick(SALES_TEAMS, index),
    productLine: pick(['aimis-intl', 'ipc', 'aimis-cn'], index),
    channel: 'online',
    state: pick(['active', 'completed', 'awaiting_payment', 'cancelled'], index),
    sequence: 1,
    lastTransition: null,
    reference: index % 2 === 0 ? `PO-${index}` : null,
    referenceKey: index % 2 === 0 ? `po-${index}` : null,
    termsVersion: 'v1',
    termsSha256: '0'.repeat(64),
    catalogueVersion: 'v1',
    policyVersion: 'v1',
    policies: {},
    total: { amountMinor: 100, currency: 'USD' },
    region: null,
    lines: [lineRow(index)],
    warnings: [],
    agreementRequired: false,
    agreementId: null,
    payment: null,
    paymentState: pick(['none', 'captured', 'pending', 'declined'], index),
    endsAt: index % 3 === 0 ? atOf(40_000_000 + index) : null,
    perpetualLicences: [],
    held: false,
    needsAttention: pick([false, true], index),
    placedAt: atOf(index),
    awaitingPaymentAt: null,
    creditedAt: null,
    closedAt: null,
    revision: 0,
    workflowRunId: null,
    renews: null,
    renewedBy: null,
  };
}

function lineRow(index: number): Row {
  return {
    id: grownId('lin', index),
    sku: pick(['AIMIS-INTL-CI-ANN', 'AIMIS-INTL-CI-QTY-15Y', 'IPC-SW-SUMMARY'], index),
    name: { en: 'Inspections', zh: '例次' },
    quantity: 1,
    term: null,
    unitPrice: { amountMinor: 100, currency: 'USD', perQuantity: 1 },
    amount: { amountMinor: 100, currency: 'USD' },
    state: 'active',
    organizationId: null,
    consortiumId: null,
    mode: null,
    note: null,
    refundPolicy: 'never',
    fulfilment: { kind: 'lot', resource: 'inspection', storageYears: null, lifeYears: 1 },
    entitlements: [],
    services: null,
  };
}

function serviceRow(index: number, ofOrder: Row): Row {
  const state = pick(['accepted', 'available', 'in_delivery', 'delivered', 'lapsed', 'running'], index);
  return {
    _id: grownId('svc', index),
    ...ofOrder,
    lineId: grownId('lin', index),
    unit: 0,
    sku: 'AIMIS-INTL-SVC-TRAINING',
    kind: state === 'running' ? 'maintenance' : 'service',
    purchasedAt: atOf(index),
    organizationId: grownOrganization(0),
    mode: null,
    state,
    assignee: pick([null, 'ann'], index),
    startBy: atOf(40_000_000 + index),
    runsYears: null,
    startedAt: null,
    deliveredAt: null,
    deliveryEvidence: null,
    acceptance: null,
    endsAt: state === 'running' ? atOf(60_000_000 + index) : null,
    endedAt: null,
    rejections: [],
  };
}

function deadlineRow(index: number, ofOrder: Row): Row {
  const kind = pick([...DEADLINE_KINDS.slice(0, 6), 'delivery.retry'], index);
  return {
    _id: `${kind}:grown:${index}`,
    kind,
    // In the future: overdue deadlines would be processed.
    at: atOf(40_000_000 + index),
    workflowId: `order:${String(ofOrder['orderId'])}`,
    ...ofOrder,
    lotId: index % 3 === 0 ? grownId('lot', index) : null,
    serviceId: null,
    serviceIds: null,
    licenceId: index % 3 === 1 ? grownId('lic', index) : null,
    termId: index % 3 === 2 ? grownId('trm', index) : null,
    episodeId: null,
    daysBefore: null,
  };
}

function deliveryRow(index: number, of: Row): Row {
  const notice = Math.floor(index / 2);
  return {
    _id: grownId('dlv', index),
    noticeId: grownId('ntc', notice),
    platform: PLATFORMS[index % 2],
    ...of,
    kind: pick(NOTICE_KINDS, notice),
    at: atOf(notice),
    sortKey: grownId('ntc', notice),
    state: pick(['delivered', 'delivered', 'failed'], notice),
    attempts: 1,
    failures: 0,
    lastError: null,
    timeOuts: null,
    deliveredAt: atOf(notice),
    nextAttemptAt: null,
    givesUpAt: null,
  };
}

function auditRow(index: number, of: Row): Row {
  return {
    _id: grownId('aud', index),
    orderId: null,
    ...of,
    at: atOf(index),
    recordedAt: atOf(index),
    type: pick(
      ['order.placed', 'order.confirmed', 'payment.captured', 'line.credited', 'lot.extended'],
      index,
    ),
    actor: pick(['key_one', 'system', 'key_two', 'key_rare'], index),
    reason: null,
    requestId: 'grown',
    commandId: index % 2 === 0 ? grownId('cmd', index) : null,
    facts: { text: 'grown' },
    before: null,
    after: null,
    journal: null,
    catalogueVersion: null,
    policyVersion: null,
  };
}
