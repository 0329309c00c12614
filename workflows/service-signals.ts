/** Signals about services. People and scripts send them, so their content is checked before it is used. */
import { log, setHandler, uuid4 } from '@temporalio/workflow';
import type { PublicServiceCommand } from '../src/domain/entitlements/service-states.ts';
import type { EntityWorkflow } from './entity-workflow.ts';
import { failureIn } from './failure.ts';
import {
  acceptService,
  deliverService,
  rejectService,
  startService,
  type ServiceSignalInput,
} from './messages.ts';
import { callOrder, type OrderRecord } from './order-activities.ts';
import type { OrderCommands } from './order-commands.ts';
import { refusal } from './refusal.ts';
import { errorText } from './error-text.ts';

/** Each signal with the command that it gives. */
const SERVICE_SIGNALS = [
  [startService, 'start'],
  [deliverService, 'deliver'],
  [acceptService, 'accept'],
  [rejectService, 'reject'],
] as const;

const LONGEST = 2_000;
const REQUIRED = ['serviceId', 'by'] as const;
const OPTIONAL = ['evidenceId', 'reason'] as const;

/** A signal that is left to the next run. */
export interface PendingSignal {
  readonly name: string;
  /** Its input, unchecked. */
  readonly sent: unknown;
}

export class ServiceSignals {
  /** Signals that arrived while the run ended, in order, for the next run. */
  readonly pending: PendingSignal[] = [];
  /** About the last signal that was refused, because its sender does not wait for a verdict. */
  notes: readonly string[] = [];

  /** Sets the handlers of all signals. */
  constructor(
    private readonly entity: EntityWorkflow<OrderRecord>,
    private readonly commands: OrderCommands,
  ) {
    for (const [definition, command] of SERVICE_SIGNALS) {
      const { name } = definition;
      setHandler(definition, async (sent) => {
        if (entity.isClosing) this.pending.push({ name, sent });
        else await this.handle(name, command, sent);
      });
    }
  }

  /** Handles the signals that the previous run left. */
  resume(pending: readonly PendingSignal[]): void {
    for (const { name, sent } of pending) {
      const known = SERVICE_SIGNALS.find(([definition]) => definition.name === name);
      if (known !== undefined) void this.handle(name, known[1], sent);
    }
  }

  /** A refusal changes nothing and is shown in the details until a signal takes effect. */
  private async handle(name: string, command: PublicServiceCommand, sent: unknown): Promise<void> {
    const { entity, commands } = this;
    entity.noteMessage();
    try {
      const input = serviceSignalOf(name, sent);
      const request = { ...input, command, requestId: name, commandId: uuid4() };
      await commands.execute((target, view) => callOrder('updateService', { ...request, ...target }, view));
      this.showNotes([]);
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined) throw error;
      log.warn('a signal was refused', { signal: name, error });
      this.showNotes(refusedSignalNotes(name, failure));
    }
  }

  private showNotes(notes: readonly string[]): void {
    if (notes.length === 0 && this.notes.length === 0) return;
    this.notes = notes;
    this.entity.render();
  }
}

/** The input of a signal. Throws `signal_malformed` with the first field that is wrong. */
function serviceSignalOf(signal: string, sent: unknown): ServiceSignalInput {
  const fields: Readonly<Record<string, unknown>> =
    typeof sent === 'object' && sent !== null ? { ...sent } : {};
  const wrong = [...REQUIRED, ...OPTIONAL.filter((field) => fields[field] !== undefined)].find(
    (field) => !isText(fields[field]),
  );
  if (wrong !== undefined) throw refusal('signal_malformed', { signal, field: wrong });
  const { serviceId, by, evidenceId, reason } = fields as unknown as ServiceSignalInput;
  return {
    serviceId,
    by,
    ...(evidenceId === undefined ? {} : { evidenceId }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What an operator reads about a signal that was refused, Markdown in both languages. */
function refusedSignalNotes(signal: string, failure: Error): string[] {
  const { en, zh } = errorText(failure);
  return [`Signal ${signal} was refused: ${en}`, `信号 ${signal} 被拒绝：${zh}`];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
}
