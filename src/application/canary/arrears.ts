/** What a round does with its units, and what must be true of pool and capabilities after each step. */
import type { Decision } from '../../domain/capabilities/decision.ts';
import { HOUR_MS, plusMs } from '../../domain/instant.ts';
import { derivedId, sha256Hex } from '../../infra/ids.ts';
import { currentPools } from '../ledger/queries/pool-snapshot.ts';
import { readSettledLedger } from '../ledger/queries/settled-ledger.ts';
import { postUsage } from '../usages/post-usage.ts';
import { readCapabilities } from '../usages/read-capabilities.ts';
import { assertThat } from './await-state.ts';
import { awaitActive } from './buy.ts';
import { OVERDRAWN_UNITS } from './choose-product.ts';
import { actorOf, callerFor, type CanaryDependencies, type Living } from './living-round.ts';

/** Beyond the grace, so that the suspension is due. */
const MARGIN_MS = 60_000;

/** The order is credited: exactly what was bought is available. */
export async function awaitCredit(dependencies: CanaryDependencies, living: Living): Promise<void> {
  const { quantity, resource } = living.product;
  await awaitActive(dependencies, living.round.orderId);
  const { available, arrears } = await poolOf(dependencies, living);
  const isRight = available === quantity && arrears === 0;
  assertThat(isRight, `${available} of ${resource} are available instead of ${quantity}`);
}

/** Consumes everything and one unit more. The capability stays open for the grace. */
export async function overdraw(dependencies: CanaryDependencies, living: Living): Promise<void> {
  const { roundId, accountId, organizationId, product } = living;
  const { resource, quantity, capability } = product;
  const use = (key: string, units: number) =>
    postUsage(
      dependencies,
      `${roundId}:${key}`,
      { accountId, organizationId, resource, quantity: units },
      { caller: callerFor(accountId), requestId: roundId },
    );
  await use('all', quantity);
  await use('beyond', OVERDRAWN_UNITS);
  const { available, arrears } = await poolOf(dependencies, living);
  const isOverdrawn = available === 0 && arrears === OVERDRAWN_UNITS;
  assertThat(isOverdrawn, `${arrears} units are in arrears instead of ${OVERDRAWN_UNITS}`);
  const closed = await closedCapabilities(dependencies, living);
  assertThat(!closed.includes(capability), `${capability} is closed before the grace is over`);
}

/** Moves the clock beyond the grace: the capability closes, and no other. */
export async function suspend(dependencies: CanaryDependencies, living: Living): Promise<void> {
  const { roundId, accountId, product } = living;
  const { graceHours, resource, capability } = product;
  await dependencies.clock.advance({
    advanceId: derivedId('adv', roundId),
    accountId,
    bodyHash: sha256Hex(roundId),
    actor: actorOf(roundId),
    targetOf: (now) => plusMs(now, graceHours * HOUR_MS + MARGIN_MS),
  });
  const { episodes } = dependencies.database.models;
  const episode = await episodes.findOne({ accountId, resource, state: 'suspended' }, { _id: 1 }).lean();
  assertThat(episode !== null, 'no episode of arrears is suspended');
  const closed = await closedCapabilities(dependencies, living);
  const isRight = closed.length === 1 && closed[0] === capability;
  assertThat(isRight, `closed are ${closed.join(', ') || 'no capabilities'} instead of ${capability}`);
}

/** The top-up has paid the arrears first, and everything is open again. */
export async function awaitResumption(dependencies: CanaryDependencies, living: Living): Promise<void> {
  const { quantity, resource } = living.product;
  await awaitActive(dependencies, living.round.topUpOrderId);
  const { available, arrears } = await poolOf(dependencies, living);
  assertThat(arrears === 0, `${arrears} units are in arrears after the top-up`);
  const left = quantity - OVERDRAWN_UNITS;
  assertThat(available === left, `${available} of ${resource} are available instead of ${left}`);
  const closed = await closedCapabilities(dependencies, living);
  assertThat(closed.length === 0, `${closed.join(', ')} closed after the top-up`);
}

/** Units of the pool from which the round consumes. */
async function poolOf(
  { database, serverNow }: CanaryDependencies,
  { accountId, product }: Living,
): Promise<{ available: number; arrears: number }> {
  const ledger = await readSettledLedger(database, accountId, serverNow());
  const pool = currentPools(ledger).find(({ resource }) => resource === product.resource);
  return { available: pool?.available ?? 0, arrears: pool?.arrears ?? 0 };
}

/** Names of the capabilities that the account does not have now, among those that concern what it bought or any account. */
async function closedCapabilities(
  dependencies: CanaryDependencies,
  { accountId, organizationId, product }: Living,
): Promise<string[]> {
  const question = { accountId, organizationId, language: 'en' } as const;
  const { decisions } = await readCapabilities(dependencies, question);
  const concerns = ({ resource }: Decision) => resource === undefined || resource === product.resource;
  return decisions.flatMap((one) => (concerns(one) && one.error !== null ? [one.capability] : []));
}
