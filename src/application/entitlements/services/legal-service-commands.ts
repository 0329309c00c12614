/** Which commands the state table allows on a service (rules §8.14), decided from the service's record. */
import {
  PUBLIC_SERVICE_COMMANDS,
  serviceStateAt,
  serviceVerdict,
  type PublicServiceCommand,
  type ServiceFacts,
} from '../../../domain/entitlements/service-states.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';

/** The facts about a service that the state table reads. */
export function serviceFactsOf(service: ServiceDocument): ServiceFacts {
  const { kind, state, startBy, endsAt, assignee, rejections, deliveredAt } = service;
  const lastRejection = deliveredAt === null ? (rejections.at(-1)?.reason ?? null) : null;
  return { kind, state, startBy, endsAt, assignee, lastRejection };
}

/** The error for a command that the state table does not allow, with the rule of the SKU's edition. */
export function illegalServiceCommand(
  command: PublicServiceCommand | 'extend',
  service: ServiceDocument,
  { lines }: Pick<OrderDocument, 'lines'>,
  reason: 'out_of_turn' | 'too_late',
  now: Instant,
): DomainError {
  const rules = lines.find(({ id }) => id === service.lineId)?.rules;
  const evidence = { serviceId: service._id, state: serviceStateAt(now, service), command };
  if (reason === 'too_late') {
    const rule = rules?.lifetime ?? '§8.14';
    return new DomainError('service_lapsed', { ...evidence, startBy: service.startBy }, { rule });
  }
  const possible = PUBLIC_SERVICE_COMMANDS.filter(
    (other) => serviceVerdict(other, serviceFactsOf(service), now).verdict === 'go',
  );
  return new DomainError(
    'illegal_transition',
    { subject: 'service', ...evidence, possible: possible.join(', ') || '—' },
    { rule: rules?.completion ?? '§8.14' },
  );
}
