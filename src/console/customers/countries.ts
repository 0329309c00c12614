/** Countries by name, in the language of the page. */
import type { Language } from '../texts/texts.ts';

/** ISO 3166-1 alpha-2, as the API takes them. */
export const COUNTRY_CODES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

/** Browsers name these as if they were countries. */
const PARTS_OF_CHINA: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  HK: { en: 'Hong Kong, China', zh: '中国香港' },
  MO: { en: 'Macao, China', zh: '中国澳门' },
  TW: { en: 'Taiwan, China', zh: '中国台湾' },
};

/** The name of a country; its code if the browser knows no name. */
export function countryName(code: string, language: Language): string {
  return PARTS_OF_CHINA[code]?.[language] ?? namesIn(language).of(code) ?? code;
}

/** Every country, ordered by name; in Chinese China comes first. */
export function countryOptions(language: Language): { value: string; label: string }[] {
  const { compare } = new Intl.Collator(localeOf(language));
  const options = COUNTRY_CODES.map((value) => ({ value, label: countryName(value, language) }));
  const rankOf = (code: string) => (language === 'zh' && code === 'CN' ? 0 : 1);
  return options.sort(
    (one, other) => rankOf(one.value) - rankOf(other.value) || compare(one.label, other.label),
  );
}

function namesIn(language: Language): Intl.DisplayNames {
  return new Intl.DisplayNames(localeOf(language), { type: 'region' });
}

function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-Hans-CN' : 'en-GB';
}
