/**
 * Commands on services. The verdict is that of the order's workflow; the record tells at once what cannot succeed or has
 * taken effect before. What names persons stays in the record, so that the workflow's history never holds it.
 */
import type { z } from 'zod';
import { resolveDocument } from '../../application/files/resolve-document.ts';
import type { evidence as evidenceShape } from '../../contracts/primitives.ts';
import type { Service } from '../../contracts/services.ts';
import { serviceVerdict, type PublicServiceCommand } from '../../domain/entitlements/service-states.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import { assertProof } from '../../application/entitlements/services/assert-acceptance.ts';
import {
  illegalServiceCommand,
  serviceFactsOf,
} from '../../application/entitlements/services/legal-service-commands.ts';
import { claimed, requestKeyOf, type IdempotencyRequest } from '../../storage/idempotency.ts';
import type { ServiceEvidenceDocument } from '../../storage/collections/service-evidence.ts';
import { derivedId } from '../../infra/ids.ts';
import { accountTime } from '../pipeline/account-time.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { ServiceNow } from '../../application/entitlements/services/service-states-now.ts';
import type { OrderHandlerDependencies } from './orders.ts';

export interface ServiceCommandRequest {
  readonly params: { readonly id: string };
  readonly caller: Caller;
  readonly requestId: string;
  readonly idempotency: IdempotencyRequest;
}

/** What came with a command. */
export interface ServiceCommandGiven {
  /** Who accepted, rejected, or shall do the work. */
  readonly person?: string;
  readonly reason?: string;
  readonly evidence?: z.output<typeof evidenceShape> | undefined;
  /** Who decides about a delivery; delivery staff for the user where nothing is said. */
  readonly given?: AcceptanceGiver;
}

interface ServiceAccess {
  readonly find: (id: string, caller: Caller) => Promise<ServiceNow>;
  readonly show: (service: ServiceNow, caller: Caller) => Promise<Service>;
}

export function serviceCommand(dependencies: OrderHandlerDependencies, { find, show }: ServiceAccess) {
  const { database, gateway, serverNow } = dependencies;
  const { audit, orders, serviceEvidence } = database.models;

  return async (
    command: PublicServiceCommand,
    request: ServiceCommandRequest,
    given: ServiceCommandGiven,
  ) => {
    const { params, caller, idempotency } = request;
    const answer = await claimed<Service>(dependencies, idempotency, async () => {
      const service = await find(params.id, caller);
      if (await isToBeGiven(command, request, service, given)) await give(command, request, service, given);
      return { status: 200, body: await show(await find(params.id, caller), caller) };
    });
    const { accountId } = await find(params.id, caller);
    return { ...answer, status: 200 as const, ...(await accountTime(database, accountId)) };
  };

  /** False where it took effect before; throws where it is out of turn or too late. */
  async function isToBeGiven(
    command: PublicServiceCommand,
    { idempotency }: ServiceCommandRequest,
    service: ServiceNow,
    { person, reason, evidence, given }: ServiceCommandGiven,
  ): Promise<boolean> {
    // In an earlier request of the same key, which got no answer; since then the service may have moved on.
    if ((await audit.exists({ commandId: commandIdOf(idempotency) })) !== null) return false;
    const { now } = service;
    const decided = serviceVerdict(command, serviceFactsOf(service), now, {
      ...(command === 'assign' && person !== undefined ? { assignee: person } : {}),
      ...(reason === undefined ? {} : { reason }),
    });
    if (decided.verdict === 'repeat') return false;
    const order = await orders.findById(service.orderId).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: service.orderId });
    if (decided.verdict === 'go') {
      if (command === 'accept') assertProof(service, order, given ?? 'staff', evidence?.document ?? null);
      return true;
    }
    throw illegalServiceCommand(command, service, order, decided.reason, now);
  }

  async function give(
    command: PublicServiceCommand,
    { caller, requestId, idempotency }: ServiceCommandRequest,
    { _id: serviceId, orderId, accountId }: ServiceNow,
    given: ServiceCommandGiven,
  ): Promise<void> {
    const { person = null, reason = null, evidence } = given;
    const isSaid = person !== null || reason !== null || evidence !== undefined;
    const kept: ServiceEvidenceDocument = {
      _id: evidenceIdOf(idempotency),
      serviceId,
      command,
      person,
      reason,
      note: evidence?.note ?? null,
      document:
        evidence?.document === undefined
          ? null
          : await resolveDocument(database, accountId, evidence.document),
      by: caller.keyId,
      recordedAt: serverNow(),
    };
    if (isSaid) await keep(kept);
    await gateway.updateService(orderId, {
      by: caller.keyId,
      requestId,
      commandId: commandIdOf(idempotency),
      serviceId,
      command,
      ...(isSaid ? { evidenceId: kept._id } : {}),
      ...(given.given === undefined ? {} : { given: given.given }),
    });
  }

  /** Before the command, which names it; once, however often the request is sent. */
  async function keep({ _id, ...rest }: ServiceEvidenceDocument): Promise<void> {
    await serviceEvidence.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
  }
}

function commandIdOf(idempotency: IdempotencyRequest): string {
  return derivedId('cmd', requestKeyOf(idempotency));
}

/** A refusal does not burn the key, so another body may come with it later. */
function evidenceIdOf(idempotency: IdempotencyRequest): string {
  return derivedId('evi', `${requestKeyOf(idempotency)}:${idempotency.bodyHash}`);
}
