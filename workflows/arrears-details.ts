/** What an operator reads of an episode in the Temporal UI: a story, made from its view alone. */
import { isEpisodeOver, isSuspended, type EpisodeView } from '../src/domain/arrears/view.ts';

/** One line: what the episode waits for. */
export function episodeWaitsFor(view: EpisodeView): string {
  const { kind, state, capability, suspendsAt } = view;
  if (isEpisodeOver(view)) return 'nothing any more';
  if (kind === 'units' && state === 'closed')
    return `units to be available, so that ${capability} opens again`;
  const remedy = kind === 'units' ? 'a top-up' : 'a renewal';
  return isSuspended(view)
    ? `${remedy}; ${capability} is suspended until then`
    : `${remedy}; ${capability} closes at ${suspendsAt}`;
}

/** Markdown, oldest fact first. */
export function arrearsDetails(view: EpisodeView): string {
  const { kind, openedAt, suspendsAt, suspendedAt, closedAt, resumedAt, arrears, peakArrears } = view;
  const facts: { at: string; text: string }[] = [
    {
      at: openedAt,
      text: `${causeOf(view)}; ${view.capability} closes at ${suspendsAt} unless it is settled before`,
    },
    ...view.payments.map(({ at, units, lotId }) => ({
      at,
      text: lotId === null ? `${units} units were written off` : `${units} units were paid by ${lotId}`,
    })),
    ...(suspendedAt === null ? [] : [{ at: suspendedAt, text: `${view.capability} was suspended` }]),
    ...(closedAt === null ? [] : [{ at: closedAt, text: `it was closed: ${view.outcome ?? ''}` }]),
    ...(resumedAt === null
      ? []
      : [
          {
            at: resumedAt,
            text: suspendedAt === null ? 'cover came back' : `${view.capability} opened again`,
          },
        ]),
  ];
  return [
    `**${view.state}**${isSuspended(view) ? ', suspended' : ''}`,
    '',
    `Waits for ${episodeWaitsFor(view)}.`,
    '',
    kind === 'units'
      ? `- ${arrears} units in arrears now, ${peakArrears} at most`
      : `- ${peakArrears} hours of grace enjoyed`,
    `- account ${view.accountId}${view.sandbox ? ' (sandbox)' : ''}`,
    '',
    ...facts
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .map(({ at, text }) => `1. ${at}: ${text}`),
  ].join('\n');
}

function causeOf({ kind, resource, sku, organizationId }: EpisodeView): string {
  return kind === 'units'
    ? `units of ${resource ?? ''} were used that no lot covers`
    : `the cover of ${sku ?? ''} for ${organizationId ?? ''} ended`;
}
