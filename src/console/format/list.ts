/** Several names in a sentence: `A, B and C`; `A、B和C`. */
import type { Language } from '../texts/texts.ts';

export function formatList(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language === 'zh' ? 'zh-Hans-CN' : 'en-GB').format(names);
}
