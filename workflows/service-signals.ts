/** Signals on services come from hands and scripts: what they carry is checked before it is used. */
import { ApplicationFailure } from '@temporalio/workflow';
import { acceptService, deliverService, rejectService, startService } from './messages.ts';
import type { ServiceSignalInput } from './messages.ts';

/** Each with the command that it gives. */
export const SERVICE_SIGNALS = [
  [startService, 'start'],
  [deliverService, 'deliver'],
  [acceptService, 'accept'],
  [rejectService, 'reject'],
] as const;

const LONGEST = 2_000;

/** What was sent, or null where it is not what such a signal carries. */
export function serviceSignalOf(sent: unknown): ServiceSignalInput | null {
  if (typeof sent !== 'object' || sent === null) return null;
  const { serviceId, by, evidenceId, reason } = sent as Record<string, unknown>;
  if (!isText(serviceId) || !isText(by)) return null;
  if (evidenceId !== undefined && !isText(evidenceId)) return null;
  if (reason !== undefined && !isText(reason)) return null;
  return {
    serviceId,
    by,
    ...(evidenceId === undefined ? {} : { evidenceId }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What an operator reads of a signal that changed nothing. */
export function refusedSignalLine(signal: string, failure: Error): string {
  const details: unknown = failure instanceof ApplicationFailure ? failure.details?.[0] : undefined;
  return `Signal ${signal} was refused: ${failure.message} ${JSON.stringify(details ?? {})}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
}
