/** What countries and regions are called, as ISO 3166-1 alpha-2 codes name them. */
import type { Localized } from './json.ts';

const NAMES = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  zh: new Intl.DisplayNames('zh-Hans', { type: 'region' }),
};

/** Shorter than the full titles, as consoles in China list them. */
const IN_CHINESE: Readonly<Record<string, string>> = { HK: '中国香港', MO: '中国澳门', TW: '中国台湾' };

/** The name of a country; a code that names none stays as it is. */
export function countryNameOf(code: string): Localized {
  return { en: NAMES.en.of(code) ?? code, zh: IN_CHINESE[code] ?? NAMES.zh.of(code) ?? code };
}
