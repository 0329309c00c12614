/** Goodwill: an operator credits units for free. They offset arrears and expire like bought units (rules §8.10). */
import { anniversaryEnd, dateIn, type CalendarDate } from '../../../domain/calendar.ts';
import { endOfGivenDate } from '../given-end.ts';
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId, LotId } from '../../../domain/ids.ts';
import { changeLedger } from '../../ledger/change-ledger.ts';
import type { LotFigures } from '../../../domain/ledger/state.ts';
import type { LotDocument, LotEnd } from '../../../storage/collections/lots.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { workflowOfLot, reminderDaysOf, setLotDeadlines } from './lot-deadlines.ts';

export interface Goodwill {
  readonly lotId: LotId;
  readonly accountId: AccountId;
  readonly resource: string;
  readonly units: number;
  /** None if absent. */
  readonly storageYears?: number | null | undefined;
  /** Last date of validity in the account's time zone. By default one year from today, as if bought (AMB-08). */
  readonly expiresOn?: CalendarDate | null | undefined;
  readonly reason: string;
}

/** A lot after an operation. */
export interface LotAfter {
  readonly document: LotDocument;
  readonly figures: Readonly<LotFigures>;
  readonly state: 'live' | LotEnd;
}

/**
 * Credits a lot and returns it. Throws `not_found`, `validation_failed` if the last date is in the past or too far
 * away, and `conflict` if the lot was credited by an earlier request.
 */
export async function grantCredit(unit: UnitOfWork, goodwill: Goodwill): Promise<LotAfter> {
  const { lotId, accountId, resource, units, reason } = goodwill;
  const storageYears = goodwill.storageYears ?? null;
  return changeLedger(unit, accountId, async (ledger) => {
    // The lot's id is derived from the idempotency key, and outlives the stored response.
    if ((await unit.database.models.lots.exists({ _id: lotId }).session(unit.session)) !== null) {
      throw new DomainError('response_expired', { lotId });
    }
    const { at, sandbox } = ledger;
    const { timeZone } = ledger;
    const { expiresOn, expiresAt } = endOf(goodwill, at, timeZone);
    if (expiresAt <= at) {
      const today = dateIn(timeZone, at);
      throw new DomainError('lot_ends_in_the_past', { accountId, expiresOn, today });
    }
    const booked = ledger.entries.length;
    const terms = { orderId: null, lineId: null, storageYears, purchasedAt: at, expiresAt };
    const { lot, deadLot } = ledger.credit(
      resource,
      { lotId, ...terms, units },
      { type: 'credit', id: lotId },
    );
    const document: LotDocument = {
      _id: lotId,
      accountId,
      sandbox,
      resource,
      ...terms,
      creditedAt: at,
      expiresOn,
      credited: units,
      // The ledger session closes a lot that arrears used up at once.
      end: null,
      endedAt: null,
      final: null,
    };
    await unit.database.models.lots.insertMany([document], { session: unit.session });
    const facts = { lotId, resource, units, storageYears, expiresAt, offset: lot.offset };
    unit.audit({
      type: 'lot.granted',
      at,
      accountId,
      reason,
      facts,
      journal: ledger.rangeSince(booked),
    });
    unit.notify({
      kind: 'lot.credited',
      cause: lotId,
      accountId,
      sandbox,
      at,
      payload: { ...facts, orderId: null },
    });
    if (deadLot === null) {
      const workflowId = workflowOfLot(lotId);
      const reminderDays = await reminderDaysOf(unit, document);
      setLotDeadlines(unit, document, { sandbox, workflowId, reminderDays, timeZone, now: at });
      unit.publish(accountId, { type: 'workflow.start', workflowId });
    }
    return { document, figures: lot, state: deadLot?.state ?? 'live' };
  });
}

function endOf({ expiresOn }: Goodwill, at: Instant, timeZone: string) {
  return expiresOn === undefined || expiresOn === null
    ? anniversaryEnd(at, { years: 1 }, timeZone)
    : { expiresOn, expiresAt: endOfGivenDate('expiresOn', expiresOn, timeZone) };
}
