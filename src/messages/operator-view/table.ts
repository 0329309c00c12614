/** The form of all details in the Temporal UI: links to the API, and a table with a row for each fact in each language. */
import type { Language, Localized } from '../../domain/json.ts';
import type { Instant } from '../../domain/instant.ts';
import { WAITS_FOR } from '../../domain/operator-view.ts';
import { formatMoney, type Money } from '../../domain/money.ts';
import { formatInstant } from '../format.ts';

export interface Row {
  readonly label: Localized;
  readonly text: Localized;
}

/** A resource of the API; `path` starts with `/v1`. */
export interface Link {
  readonly text: string;
  readonly path: string;
}

/** Free text is shortened to this many characters. */
const FREE_TEXT_LENGTH = 200;

/**
 * Markdown. Without `apiUrl`, the address of the API, the links are plain text. The languages stand below each other: the
 * UI gives the details half of the page, and ids do not break.
 */
export function detailsTable(links: readonly Link[], apiUrl: string | null, rows: readonly Row[]): string {
  const heading = links
    .map(({ text, path }) => (apiUrl === null ? text : `[${text}](${apiUrl}${path})`))
    .join(' · ');
  return [
    heading,
    '',
    '| | English · 中文 |',
    '| --- | --- |',
    ...rows.flatMap(({ label, text }) =>
      text.en === text.zh
        ? [`| ${label.en} · ${label.zh} | ${text.en} |`]
        : [`| ${label.en} | ${text.en} |`, `| ${label.zh} | ${text.zh} |`],
    ),
  ].join('\n');
}

/** Free text as one piece of a cell: on one line, shortened, and without effect as Markdown. */
export function freeText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > FREE_TEXT_LENGTH ? `${line.slice(0, FREE_TEXT_LENGTH)}…` : line;
  return short.replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** `9 March 2026, 09:00`; `2026年3月9日 09:00`: local time, for tables that name the zone once. */
export function localTime(instant: Instant, timeZone: string): Localized {
  const en = formatInstant(instant, timeZone, 'en');
  return { en: en.replace(` (${timeZone})`, ''), zh: formatInstant(instant, timeZone, 'zh') };
}

/** `9 March 2026, 01:00 (UTC)`, for texts that are written before an account's zone is known. */
export function utcText(instant: Instant): string {
  return formatInstant(instant, 'UTC', 'en');
}

/** `USD 43,700.00`; `43,700.00 美元`. */
export function sumText(money: Money, language: Language): string {
  const text = formatMoney(money, language);
  return language === 'zh' ? text : `${money.currency} ${text.replace(` ${money.currency}`, '')}`;
}

/** The same words in both languages: ids and references. */
export function same(text: string): Localized {
  return { en: text, zh: text };
}

/** Joins phrases of a row. */
export function joined(
  parts: readonly Localized[],
  separators: Localized = { en: '; ', zh: '；' },
): Localized {
  return {
    en: parts.map(({ en }) => en).join(separators.en),
    zh: parts.map(({ zh }) => zh).join(separators.zh),
  };
}

const ACCOUNT_LABEL: Localized = { en: 'Account', zh: '账户' };
export const STATE_LABEL: Localized = { en: 'State', zh: '状态' };
export const WAITS_LABEL: Localized = { en: WAITS_FOR, zh: '等待' };

/** The account and its zone, in which the table's times are. */
export function accountRow(accountId: string, sandbox: boolean, timeZone: string): Row {
  return {
    label: ACCOUNT_LABEL,
    text: {
      en: `${accountId}${sandbox ? ', a sandbox' : ''}; times in ${timeZone}`,
      zh: `${accountId}${sandbox ? '（沙箱）' : ''}；时间为 ${timeZone} 时区`,
    },
  };
}

export function accountLink(accountId: string): Link {
  return { text: `Account ${accountId}`, path: `/v1/accounts/${accountId}` };
}
