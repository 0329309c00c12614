/** Renders a notice in both languages from its kind, its payload and the names of its subject. */
import type { NoticeKind } from '../../domain/kinds.ts';
import type { JsonObject, Language, Localized } from '../../domain/json.ts';
import { noticeFactsOf, type NoticeSubject } from './notice-facts.ts';
import { NOTICE_TEXTS } from './notice-texts.ts';

export interface RenderedNotice {
  /** One line. */
  readonly title: Localized;
  /** A few sentences; the last one says what to do. */
  readonly text: Localized;
}

export function renderNotice(kind: NoticeKind, payload: JsonObject, subject: NoticeSubject): RenderedNotice {
  const inLanguage = (language: Language) => {
    const { title, sentences } = NOTICE_TEXTS[kind][language](noticeFactsOf(payload, subject, language));
    const said = sentences.filter((sentence) => sentence !== undefined);
    return { title, text: language === 'zh' ? said.join('') : said.map(withCapital).join(' ') };
  };
  const en = inLanguage('en');
  const zh = inLanguage('zh');
  return { title: { en: en.title, zh: zh.title }, text: { en: en.text, zh: zh.text } };
}

/** Our own words are capitalized at the start of a sentence; names stay as their owner writes them. */
function withCapital(sentence: string): string {
  return sentence.replace(
    /^(?:your|order|resources|the|unless)\b/,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
