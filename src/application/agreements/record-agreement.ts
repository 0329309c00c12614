/** Records a signed agreement: checked against the catalogue and the account's date, and told to the orders that wait for it. */
import type { z } from 'zod';
import { resolveDocument } from '../files/resolve-document.ts';
import type { recordAgreementBody } from '../../contracts/agreements.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { dateIn, type CalendarDate } from '../../domain/calendar.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { OVERRIDABLE_POLICIES } from '../../domain/catalogue/policies.ts';
import { readPolicies } from '../../domain/catalogue/policy-values.ts';
import { priceViolationsOf } from '../../domain/catalogue/price-violations.ts';
import { dateText } from '../../domain/date-text.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';
import { refreshAgreements } from '../ledger/agreement-overrides.ts';
import { resolveTasksHelpedBy } from './agreement-task.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { isDuplicateKey } from '../../storage/idempotency.ts';
import { newId } from '../../infra/ids.ts';
import { entry } from '../../messages/schema-violations.ts';

type Asked = z.output<typeof recordAgreementBody>;

/** Throws `validation_failed` with everything that is wrong, or `agreement_number_taken`. */
export async function recordAgreement(
  unit: UnitOfWork,
  account: AccountDocument,
  asked: Asked,
  catalogue: Catalogue,
): Promise<{ agreement: AgreementDocument; today: CalendarDate }> {
  const at = await unit.accountNow(account._id);
  const today = dateIn(account.timeZone, at);
  const errors = problemsOf(asked, catalogue, today);
  if (errors.length > 0) throw new DomainError('validation_failed', {}, { errors });

  const agreement: AgreementDocument = {
    _id: newId('agr'),
    accountId: account._id,
    sandbox: account.sandbox,
    number: asked.number,
    productLines: asked.productLines,
    signedOn: asked.signedOn,
    validTo: asked.validTo ?? null,
    document: await resolveDocument(unit.database, account._id, asked.document, unit.session),
    parties: asked.parties,
    prices: asked.prices,
    overrides: Object.keys(asked.overrides).length === 0 ? null : asked.overrides,
    terminatedAt: null,
    terminationReason: null,
    createdAt: at,
  };
  await insert(unit, agreement);
  unit.audit({
    type: 'agreement.recorded',
    at,
    accountId: account._id,
    facts: { agreementId: agreement._id, number: asked.number, productLines: asked.productLines },
    after: { signedOn: asked.signedOn, validTo: agreement.validTo, overrides: asked.overrides },
  });
  await refreshAgreements(unit, account._id);
  await wakeWaitingOrders(unit, agreement);
  if (agreement.validTo === null || agreement.validTo >= today)
    await resolveTasksHelpedBy(unit, agreement, at);
  return { agreement, today };
}

/** The unique index on the account's agreement numbers decides, also between two requests at once. */
async function insert({ database, session }: UnitOfWork, agreement: AgreementDocument): Promise<void> {
  const { agreements } = database.models;
  try {
    await agreements.insertMany([agreement], { session });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const { accountId, number } = agreement;
    // Read outside the transaction, which the failed insert has aborted.
    const taken = await agreements.findOne({ accountId, number }, { _id: 1 }).lean();
    if (taken === null) throw error;
    throw new DomainError('agreement_number_taken', { number, agreementId: taken._id });
  }
}

function problemsOf(asked: Asked, catalogue: Catalogue, today: CalendarDate): Violation[] {
  const known = catalogue.productLines.map(({ productLine }) => productLine);
  const { productLines, prices } = asked;
  return [
    ...productLines.flatMap((line, index) =>
      known.includes(line) ? [] : [entry(`productLines[${index}]`, 'not_allowed', { values: known })],
    ),
    ...(asked.signedOn > today ? [entry('signedOn', 'not_in_the_past', { latest: dateText(today) })] : []),
    ...priceViolationsOf(catalogue, prices, { path: 'prices', productLines }),
    ...readPolicies(asked.overrides, OVERRIDABLE_POLICIES, 'overrides').violations,
  ];
}

/** Orders that wait for an agreement look again; whether this one suits them is theirs to see. */
async function wakeWaitingOrders(
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
