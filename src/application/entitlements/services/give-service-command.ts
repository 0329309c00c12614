/**
 * Gives a command on a service to the workflow of its order. What the record already rules out is refused without it. Names
 * of people stay in the record, so that the history of the workflow never contains them.
 */
import type { AcceptanceGiver } from '../../../domain/catalogue/acceptance.ts';
import { serviceVerdict, type PublicServiceCommand } from '../../../domain/entitlements/service-states.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ServiceId } from '../../../domain/ids.ts';
import type { EvidenceInput } from '../../../contracts/primitives.ts';
import type { ServiceEvidenceDocument } from '../../../storage/collections/service-evidence.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import { actorIdOf, type Caller } from '../../access/caller.ts';
import { resolveDocument } from '../../files/resolve-document.ts';
import type { OrderCommands } from '../../orders/order-commands.ts';
import { readService, readServiceNow, type SoldService } from './read-services.ts';
import { assertProof } from './assert-acceptance.ts';
import { illegalServiceCommand, serviceFactsOf } from './legal-service-commands.ts';
import type { ServiceNow } from './service-states-now.ts';

export interface ServiceCommandDependencies extends TransactionDependencies {
  readonly gateway: OrderCommands;
}

export interface ServiceCommandRequest {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  readonly caller: Caller;
  readonly requestId: string;
  /** Derived from the request, so that a repeat is the same command. */
  readonly commandId: string;
  /** Derived from the request and its body: after a refusal the same key may come with another body. */
  readonly evidenceId: string;
  /** Who accepted or rejected the delivery, or is assigned to the work. */
  readonly person?: string | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: EvidenceInput | undefined;
  /** Who decides about a delivery. By default delivery staff on behalf of the user. */
  readonly given?: AcceptanceGiver | undefined;
}

/**
 * Returns the service as it is afterwards. Throws `not_found`, `illegal_transition`, a refusal of the acceptance proof, or
 * what the workflow throws.
 */
export async function giveServiceCommand(
  dependencies: ServiceCommandDependencies,
  request: ServiceCommandRequest,
): Promise<SoldService> {
  const { caller, serviceId } = request;
  const service = await readServiceNow(dependencies, caller, serviceId);
  if (await isPending(dependencies, service, request)) await give(dependencies, service, request);
  return readService(dependencies, caller, serviceId);
}

/** False if the command took effect before. Throws if it is out of turn or too late. */
async function isPending(
  { database: { models } }: ServiceCommandDependencies,
  service: ServiceNow,
  { command, commandId, person, reason, evidence, given }: ServiceCommandRequest,
): Promise<boolean> {
  // An earlier request with the same key, whose response was lost. The service may have moved on since.
  if ((await models.audit.exists({ commandId })) !== null) return false;
  const { now } = service;
  const decided = serviceVerdict(command, serviceFactsOf(service), now, {
    ...(command === 'assign' && person !== undefined ? { assignee: person } : {}),
    ...(reason === undefined ? {} : { reason }),
  });
  if (decided.verdict === 'repeat') return false;
  const order = await models.orders.findById(service.orderId).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: service.orderId });
  if (decided.verdict !== 'go') throw illegalServiceCommand(command, service, order, decided.reason, now);
  if (command === 'accept') assertProof(service, order, given ?? 'staff', evidence?.document ?? null);
  return true;
}

async function give(
  dependencies: ServiceCommandDependencies,
  { _id: serviceId, orderId, accountId }: ServiceNow,
  request: ServiceCommandRequest,
): Promise<void> {
  const { command, caller, requestId, commandId, given } = request;
  const evidenceId = await storeEvidence(dependencies, accountId, request);
  await dependencies.gateway.updateService(orderId, {
    by: actorIdOf(caller),
    requestId,
    commandId,
    serviceId,
    command,
    ...(evidenceId === null ? {} : { evidenceId }),
    ...(given === undefined ? {} : { given }),
  });
}

/** Stores what came with a command before the command, which refers to it. Returns its id, or null if there is nothing. */
async function storeEvidence(
  { database, serverNow }: ServiceCommandDependencies,
  accountId: ServiceNow['accountId'],
  request: ServiceCommandRequest,
): Promise<string | null> {
  const { serviceId, command, caller, evidenceId, person = null, reason = null, evidence } = request;
  if (person === null && reason === null && evidence === undefined) return null;
  const document = evidence?.document;
  const stored: Omit<ServiceEvidenceDocument, '_id'> = {
    serviceId,
    command,
    person,
    reason,
    note: evidence?.note ?? null,
    document: document === undefined ? null : await resolveDocument(database, accountId, document),
    by: actorIdOf(caller),
    recordedAt: serverNow(),
  };
  await database.models.serviceEvidence.updateOne(
    { _id: evidenceId },
    { $setOnInsert: stored },
    { upsert: true },
  );
  return evidenceId;
}
