/** An agreement as responses show it. Its state depends on today's date in the account's time zone. */
import type { AgreementToday } from '../../application/agreements/read-agreements.ts';
import type { Agreement } from '../../contracts/agreements.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';

export function agreementView({ agreement, today }: AgreementToday): Agreement {
  const { _id, accountId, number, productLines, signedOn, validTo, document, parties, prices } = agreement;
  const { overrides, createdAt, terminatedAt, terminationReason } = agreement;
  return {
    id: _id,
    accountId,
    number,
    productLines,
    signedOn,
    validTo,
    document,
    parties,
    prices: prices.map((price) => ({ ...price })),
    overrides: overrides ?? {},
    state: stateOf(agreement, today),
    createdAt,
    ...(terminatedAt === null ? {} : { terminatedAt }),
    ...(terminationReason === null ? {} : { terminationReason }),
  };
}

function stateOf({ terminatedAt, validTo }: AgreementDocument, today: CalendarDate): Agreement['state'] {
  if (terminatedAt !== null) return 'terminated';
  return validTo !== null && validTo < today ? 'expired' : 'active';
}
