/** What an operator reads of a notice's delivery in the Temporal UI, made from its view alone. */
import type { DeliveryView } from '../src/domain/notices/delivery-view.ts';

/** One line: what the delivery waits for. */
export function noticeWaitsFor({ state, platform, attempts, nextAttemptAt }: DeliveryView): string {
  if (state !== 'pending') return 'nothing any more';
  const next = `attempt ${attempts + 1} at the ${platform} platform`;
  return nextAttemptAt === null ? next : `${next} at ${nextAttemptAt}`;
}

/** Markdown for the workflow's current details. */
export function noticeDetails(view: DeliveryView): string {
  const { state, kind, noticeId, platform, accountId, sandbox, attempts } = view;
  const { lastError, deliveredAt, givesUpAt } = view;
  return [
    `**${state}**${state === 'failed' ? ', needs attention: mend the endpoint, then resend the notice' : ''}`,
    '',
    `Waits for ${noticeWaitsFor(view)}.`,
    '',
    `- ${kind} to the ${platform} platform, notice ${noticeId}`,
    `- account ${accountId}${sandbox ? ' (sandbox)' : ''}`,
    `- ${attempts} attempts`,
    ...(lastError === null ? [] : [`- last error: ${lastError}`]),
    ...(deliveredAt === null ? [] : [`- delivered ${deliveredAt}`]),
    ...(givesUpAt === null ? [] : [`- gives up ${givesUpAt}`]),
  ].join('\n');
}
