/** Names of countries and regions, by ISO 3166-1 alpha-2 code. */
import type { Localized } from './json.ts';

const NAMES = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  zh: new Intl.DisplayNames('zh-Hans', { type: 'region' }),
};

/** Short names, as consoles in China list them. */
const IN_CHINESE: Readonly<Record<string, string>> = { HK: '中国香港', MO: '中国澳门', TW: '中国台湾' };

/** The name of a country; an unknown code is returned unchanged. */
export function countryNameOf(code: string): Localized {
  return { en: NAMES.en.of(code) ?? code, zh: IN_CHINESE[code] ?? NAMES.zh.of(code) ?? code };
}
