/** The details of an episode of arrears in the Temporal UI. */
import {
  isEpisodeOver,
  isSuspended,
  type EpisodePayment,
  type EpisodeStatus,
  type EpisodeView,
} from '../../domain/arrears/view.ts';
import type { Unit } from '../../domain/catalogue/catalogue.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Localized } from '../../domain/json.ts';
import type { OperatorView } from '../../domain/operator-view.ts';
import { formatUnits, instantText } from '../format.ts';
import { wordOfFact } from '../words.ts';
import { WAITS_FOR_NOTHING } from './deadline-words.ts';
import {
  accountLink,
  accountRow,
  detailsTable,
  localTime,
  STATE_LABEL,
  WAITS_LABEL,
  type Row,
} from './table.ts';

export interface EpisodeFacts {
  readonly episode: EpisodeView;
  readonly timeZone: string;
  /** Of the resource or the SKU, as customers know it. */
  readonly name: Localized;
  readonly unit: Unit;
  /** Name of the capability that closes, as the start of a sentence. */
  readonly closes: Localized;
}

/** `apiUrl`: address of the API, for links. */
export function episodeOperatorView(facts: EpisodeFacts, apiUrl: string | null): OperatorView {
  const { episode, timeZone } = facts;
  const { episodeId, accountId, sandbox } = episode;
  const waitsFor = waitsForOf(facts);
  const details = detailsTable(
    [{ text: `Episode ${episodeId}`, path: `/v1/episodes/${episodeId}` }, accountLink(accountId)],
    apiUrl,
    [
      { label: STATE_LABEL, text: stateText(episode) },
      { label: WAITS_LABEL, text: waitsFor },
      accountRow(accountId, sandbox, timeZone),
      { label: { en: 'Cause', zh: '原因' }, text: causeText(facts) },
      extentRow(facts),
      ...happened(facts),
    ],
  );
  return { waitsFor: waitsFor.en, details };
}

/** `Units in arrears: uploading new inspections closes`; without the instant, which only the account's zone can tell. */
export function episodeSummary({ kind }: Pick<EpisodeView, 'kind'>, closes: Localized): string {
  const cause = kind === 'units' ? 'Units in arrears' : 'Cover ended';
  return `${cause}: suspends ${inSentence(closes.en)}`;
}

/** Words that head a sentence, inside one; abbreviations stay. */
function inSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words;
}

function stateText(episode: EpisodeView): Localized {
  const { state } = episode;
  const suspended = state === 'closed' && isSuspended(episode);
  return {
    en: `${wordOfFact('state', state, 'en') ?? state}${suspended ? ', still suspended' : ''}`,
    zh: `${wordOfFact('state', state, 'zh') ?? state}${suspended ? '，仍停服' : ''}`,
  };
}

function waitsForOf({ episode, timeZone, closes }: EpisodeFacts): Localized {
  const { kind, state, suspendsAt } = episode;
  if (isEpisodeOver(episode)) return WAITS_FOR_NOTHING;
  const { en, zh } = closes;
  if (kind === 'units' && state === 'closed') {
    return { en: `available units, to resume ${inSentence(en)}`, zh: `余量恢复，以恢复${zh}` };
  }
  const remedy = kind === 'units' ? { en: 'a top-up', zh: '续费' } : { en: 'a renewal', zh: '续费' };
  if (isSuspended(episode)) {
    return {
      en: `${remedy.en}; ${inSentence(en)} is suspended until then`,
      zh: `${remedy.zh}，此前${zh}停服`,
    };
  }
  const at = instantText(suspendsAt, timeZone);
  return {
    en: `${remedy.en}, until ${at.en}; ${inSentence(en)} is suspended then`,
    zh: `${remedy.zh}，截止 ${at.zh}，届时${zh}停服`,
  };
}

function causeText({ episode: { kind, organizationId }, name }: EpisodeFacts): Localized {
  return kind === 'units'
    ? { en: `more units were consumed than available: ${name.en}`, zh: `用量超出余量：${name.zh}` }
    : {
        en: `the cover of ${organizationId ?? ''} ended: ${name.en}`,
        zh: `${organizationId ?? ''} 的有效期已结束：${name.zh}`,
      };
}

function extentRow({ episode: { kind, arrears, peakArrears }, unit }: EpisodeFacts): Row {
  if (kind === 'validity') {
    const hours = peakArrears === 1 ? 'hour' : 'hours';
    return {
      label: { en: 'Grace used', zh: '已用宽限' },
      text: { en: `${peakArrears} ${hours}`, zh: `${peakArrears} 小时` },
    };
  }
  return {
    label: { en: 'In arrears', zh: '欠费' },
    text: {
      en: `${formatUnits(arrears, unit, 'en')} now, ${formatUnits(peakArrears, unit, 'en')} at most`,
      zh: `当前 ${formatUnits(arrears, unit, 'zh')}，最高 ${formatUnits(peakArrears, unit, 'zh')}`,
    },
  };
}

/** What happened so far, oldest first. */
function happened({ episode, timeZone, unit }: EpisodeFacts): Row[] {
  const { openedAt, suspendedAt, closedAt, resumedAt, payments } = episode;
  const facts: { at: Instant; text: Localized }[] = [
    { at: openedAt, text: { en: 'opened', zh: '开始' } },
    ...payments.map((payment) => ({ at: payment.at, text: paymentText(payment, unit) })),
    ...(suspendedAt === null ? [] : [{ at: suspendedAt, text: { en: 'suspended', zh: '停服' } }]),
    ...(closedAt === null ? [] : [{ at: closedAt, text: closedText(episode) }]),
    ...(resumedAt === null ? [] : [{ at: resumedAt, text: { en: 'resumed', zh: '恢复服务' } }]),
  ];
  return facts
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at, text }) => {
      const time = localTime(at, timeZone);
      return {
        label: { en: 'Event', zh: '事件' },
        text: { en: `${time.en}: ${text.en}`, zh: `${time.zh}：${text.zh}` },
      };
    });
}

function paymentText({ units, lotId }: EpisodePayment, unit: Unit): Localized {
  const en = formatUnits(units, unit, 'en');
  const zh = formatUnits(units, unit, 'zh');
  return lotId === null
    ? { en: `${en} written off`, zh: `核销 ${zh}` }
    : { en: `${en} paid by ${lotId}`, zh: `${lotId} 抵扣 ${zh}` };
}

function closedText({ outcome }: Pick<EpisodeStatus, 'outcome'>): Localized {
  return outcome === 'written_off'
    ? { en: 'closed, written off', zh: '关闭，已核销' }
    : { en: 'closed, paid', zh: '关闭，已结清' };
}
