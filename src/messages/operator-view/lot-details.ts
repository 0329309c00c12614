/** The details of a lot in the Temporal UI. */
import type { Unit } from '../../domain/catalogue/catalogue.ts';
import type { LotView } from '../../domain/entitlements/lot-view.ts';
import type { Localized } from '../../domain/json.ts';
import type { OperatorView } from '../../domain/operator-view.ts';
import { formatUnits, instantText } from '../format.ts';
import { wordOfFact } from '../words.ts';
import { waitsForDeadline, WAITS_FOR_NOTHING } from './deadline-words.ts';
import { accountLink, accountRow, detailsTable, localTime, STATE_LABEL, WAITS_LABEL } from './table.ts';

export interface LotFacts {
  readonly lot: LotView;
  readonly timeZone: string;
  /** Of the resource, as customers know it. */
  readonly name: Localized;
  readonly unit: Unit;
}

const STATES = { exhausted: 'spent', expired: 'expired', voided: 'voided' } as const;

/** `apiUrl`: address of the API, for links. */
export function lotOperatorView(facts: LotFacts, apiUrl: string | null): OperatorView {
  const { lot, timeZone, name, unit } = facts;
  const { lotId, accountId, sandbox, orderId, credited, remaining, expiresAt } = lot;
  const waitsFor = waitsForOf(facts);
  const until = localTime(expiresAt, timeZone);
  const details = detailsTable(
    [{ text: `Lot ${lotId}`, path: `/v1/accounts/${accountId}/lots` }, accountLink(accountId)],
    apiUrl,
    [
      { label: STATE_LABEL, text: stateText(facts) },
      { label: WAITS_LABEL, text: waitsFor },
      accountRow(accountId, sandbox, timeZone),
      {
        label: { en: 'Units', zh: '余量' },
        text: {
          en: `${formatUnits(remaining, unit, 'en')} left of ${formatUnits(credited, unit, 'en')}: ${name.en}`,
          zh: `${name.zh}：剩余 ${formatUnits(remaining, unit, 'zh')}，共 ${formatUnits(credited, unit, 'zh')}`,
        },
      },
      {
        label: { en: 'Usable until', zh: '有效期至' },
        text: until,
      },
      {
        label: { en: 'Origin', zh: '来源' },
        text:
          orderId === null
            ? { en: 'goodwill, without an order', zh: '赠送，无订单' }
            : { en: `${orderId}; units came back by a reversal`, zh: `${orderId}，因冲正恢复` },
      },
    ],
  );
  return { waitsFor: waitsFor.en, details };
}

/** `5 cases of Mimi AI Assistant`. */
export function lotSummary({
  name,
  unit,
  credited,
}: Pick<LotFacts, 'name' | 'unit'> & Pick<LotView, 'credited'>): string {
  return `Lot: ${formatUnits(credited, unit, 'en')}, ${name.en}`;
}

function stateText({ lot: { end, endedAt }, timeZone }: LotFacts): Localized {
  const state = end === null ? 'live' : STATES[end];
  const word = {
    en: wordOfFact('state', state, 'en') ?? state,
    zh: wordOfFact('state', state, 'zh') ?? state,
  };
  if (endedAt === null) return word;
  const at = localTime(endedAt, timeZone);
  return { en: `${word.en} since ${at.en}`, zh: `${at.zh} ${word.zh}` };
}

function waitsForOf({ lot: { end, expiresAt, nextDeadline }, timeZone }: LotFacts): Localized {
  if (nextDeadline !== null) return waitsForDeadline(nextDeadline, timeZone);
  if (end !== null) return WAITS_FOR_NOTHING;
  const at = instantText(expiresAt, timeZone);
  return { en: `its end on ${at.en}`, zh: `到期，${at.zh}` };
}
