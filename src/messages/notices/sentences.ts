/** The form of a notice's text, and the phrases that several families share. */
import type { NoticeKind } from '../../domain/kinds.ts';
import type { Language } from '../../domain/json.ts';
import type { NoticeFacts } from './notice-facts.ts';

export interface NoticeText {
  /** One line, without a full stop. */
  readonly title: string;
  /** Whole sentences; one whose facts are missing is undefined. */
  readonly sentences: readonly (string | undefined)[];
}

/** The text of one kind of notice, in English and Chinese. */
export type NoticeWording = Readonly<Record<Language, (facts: NoticeFacts) => NoticeText>>;

/** The texts of one family of notices. */
export type NoticeTexts = Readonly<Partial<Record<NoticeKind, NoticeWording>>>;

/** ` (A, B)` of the known parts; empty if none is known. */
export function aside(...parts: (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

export function asideZh(...parts: (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? '' : `（${known.join('，')}）`;
}

/** A part of a sentence; empty if its fact is unknown. */
export function when(fact: string | undefined, piece: (known: string) => string): string {
  return fact === undefined ? '' : piece(fact);
}

/** A whole sentence; undefined if its fact is unknown. */
export function sentence(fact: string | undefined, words: (known: string) => string): string | undefined {
  return fact === undefined ? undefined : words(fact);
}

export const topUp = ({ buy, resource }: NoticeFacts): string =>
  buy === undefined ? `Please top up ${resource}` : `Please order ${buy}`;
export const topUpZh = ({ buy, resource }: NoticeFacts): string =>
  buy === undefined ? `请续费${resource}` : `请订购 ${buy}`;

/** How the holder of a term or licence continues it. */
export const renew = ({ product, order }: NoticeFacts): string =>
  `Please renew ${product}${when(order, (name) => ` (${name})`)}`;
export const renewZh = ({ product, order }: NoticeFacts): string => `请续费${product}${asideZh(order)}`;

export const orderName = ({ order }: NoticeFacts): string => order ?? 'your order';
export const orderNameZh = ({ order }: NoticeFacts): string => order ?? '您的订单';
