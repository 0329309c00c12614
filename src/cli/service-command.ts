/**
 * `service`: signals the workflow of an order what happened to a service, as can be done in the Temporal UI. A signal
 * has no response: one that is not allowed changes nothing, and the workflow's page shows why.
 */
import { Command } from 'commander';
import type { OrderId, ServiceId } from '../domain/ids.ts';
import type { Environment } from '../infra/config.ts';
import type { ServiceSignal } from './send-service-signal.ts';

interface SignalRow {
  readonly name: ServiceSignal;
  readonly summary: string;
  readonly needsReason?: true;
}

const SIGNALS: readonly SignalRow[] = [
  { name: 'start', summary: 'the work began, or the years of maintenance' },
  { name: 'deliver', summary: 'the work was handed over' },
  { name: 'accept', summary: 'the customer accepted the work' },
  { name: 'reject', summary: 'the customer rejected the work, which goes on', needsReason: true },
];

interface Options {
  readonly by: string;
  readonly reason?: string;
  readonly evidence?: string;
}

const EXAMPLE = `
Example:
  node dist/src/cli/main.js service accept ord_01 svc_01 --by ticket-4711

It needs TEMPORAL_ADDRESS, and TEMPORAL_NAMESPACE where that is not the default one.`;

export function serviceCommand(environment: Environment): Command {
  const service = new Command('service')
    .description('signal to an order what happened to one of its services')
    .addHelpText('after', EXAMPLE);
  for (const { name, summary, needsReason } of SIGNALS) {
    const command = service
      .command(name)
      .description(summary)
      .argument('<orderId>', 'id of the order')
      .argument('<serviceId>', 'id of the service')
      .requiredOption('--by <reference>', 'who decided: a reference such as a ticket, never a name')
      .option('--evidence <id>', 'id of evidence that is already recorded')
      .addHelpText('after', EXAMPLE)
      .action(async (orderId: OrderId, serviceId: ServiceId, options: Options) => {
        const { sendServiceSignal } = await import('./send-service-signal.ts');
        const { by, evidence: evidenceId, reason } = options;
        const sent = {
          serviceId,
          by,
          ...(evidenceId === undefined ? {} : { evidenceId }),
          ...(reason === undefined ? {} : { reason }),
        };
        process.exitCode = await sendServiceSignal(environment, name, orderId, sent);
      });
    if (needsReason) command.requiredOption('--reason <text>', 'why it was rejected');
  }
  return service;
}
