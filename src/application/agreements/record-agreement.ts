/**
 * Records a signed agreement, checked against the catalogue and the account's current date, and wakes the orders that
 * wait for it.
 */
import type { z } from 'zod';
import { resolveDocument } from '../files/resolve-document.ts';
import type { recordAgreementBody } from '../../contracts/agreements.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { dateIn, type CalendarDate } from '../../domain/calendar.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { OVERRIDABLE_POLICIES } from '../../domain/catalogue/policies.ts';
import { readPolicies } from '../../domain/catalogue/policy-values.ts';
import { priceViolationsOf } from '../../domain/catalogue/price-violations.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';
import { refreshAgreements } from '../ledger/agreement-overrides.ts';
import { resolveTasksCoveredBy } from './agreement-task.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { isDuplicateKey } from '../../storage/driver-errors.ts';
import { newId } from '../../infra/ids.ts';
import { dateText } from '../../messages/date-text.ts';
import { POLICY_VIOLATION_TEXTS } from '../../messages/violations/policies.ts';
import { PRICE_VIOLATION_TEXTS } from '../../messages/violations/prices.ts';
import { entry } from '../../messages/violations/schema.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';

type NewAgreement = z.output<typeof recordAgreementBody>;

/**
 * Returns the agreement and the account's current date. Throws `validation_failed` with all violations, `not_found` for
 * its document, or `conflict` if the account already has an agreement with this number.
 */
export async function recordAgreement(
  unit: UnitOfWork,
  account: AccountDocument,
  input: NewAgreement,
  catalogue: Catalogue,
): Promise<{ agreement: AgreementDocument; today: CalendarDate }> {
  const at = await unit.accountNow(account._id);
  const today = dateIn(account.timeZone, at);
  const errors = violationsOf(input, catalogue, today);
  if (errors.length > 0) throw new DomainError('validation_failed', {}, { errors });

  const agreement: AgreementDocument = {
    _id: newId('agr'),
    accountId: account._id,
    sandbox: account.sandbox,
    number: input.number,
    productLines: input.productLines,
    signedOn: input.signedOn,
    validTo: input.validTo ?? null,
    document: await resolveDocument(unit.database, account._id, input.document, unit.session),
    parties: input.parties,
    prices: input.prices,
    overrides: Object.keys(input.overrides).length === 0 ? null : input.overrides,
    terminatedAt: null,
    terminationReason: null,
    createdAt: at,
  };
  await insert(unit, agreement);
  unit.audit({
    type: 'agreement.recorded',
    at,
    accountId: account._id,
    facts: { agreementId: agreement._id, number: input.number, productLines: input.productLines },
    after: { signedOn: input.signedOn, validTo: agreement.validTo, overrides: input.overrides },
  });
  await refreshAgreements(unit, account._id);
  await signalWaitingOrders(unit, agreement);
  if (agreement.validTo === null || agreement.validTo >= today)
    await resolveTasksCoveredBy(unit, agreement, at);
  return { agreement, today };
}

/** The unique index on the account's agreement numbers decides, also between concurrent requests. */
async function insert({ database, session }: UnitOfWork, agreement: AgreementDocument): Promise<void> {
  const { agreements } = database.models;
  try {
    await agreements.insertMany([agreement], { session });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const { accountId, number } = agreement;
    // Read outside the transaction, which the failed insert has aborted. The other agreement may have been committed just now,
    // so that only a linearizable read is sure to see it.
    const taken = await agreements
      .findOne({ accountId, number }, { _id: 1 })
      .readConcern('linearizable')
      .lean();
    if (taken === null) throw error;
    throw new DomainError('agreement_number_taken', { number, agreementId: taken._id });
  }
}

function violationsOf(input: NewAgreement, catalogue: Catalogue, today: CalendarDate): Violation[] {
  const known = catalogue.productLines.map(({ productLine }) => productLine);
  const { productLines, prices } = input;
  const wrongPrices = priceViolationsOf(catalogue, prices, { path: 'prices', productLines });
  const wrongPolicies = readPolicies(input.overrides, OVERRIDABLE_POLICIES, 'overrides').violations;
  return [
    ...productLines.flatMap((line, index) =>
      known.includes(line) ? [] : [entry(`productLines[${index}]`, 'not_allowed', { values: known })],
    ),
    ...(input.signedOn > today ? [entry('signedOn', 'not_in_the_past', { latest: dateText(today) })] : []),
    ...wordViolations(PRICE_VIOLATION_TEXTS, wrongPrices),
    ...wordViolations(POLICY_VIOLATION_TEXTS, wrongPolicies),
  ];
}

/** Signals the orders that wait for an agreement. Each checks for itself whether this one is sufficient. */
async function signalWaitingOrders(
  unit: UnitOfWork,
  { accountId, productLines }: AgreementDocument,
): Promise<void> {
  const waiting = await unit.database.models.orders
    .find({ accountId, state: 'awaiting_agreement', productLine: { $in: productLines } }, { _id: 1 })
    .session(unit.session)
    .lean();
  for (const { _id } of waiting) {
    unit.publish(accountId, {
      type: 'workflow.signal',
      workflowId: workflowIdOf('order', _id),
      reason: 'agreement.recorded',
    });
  }
}
