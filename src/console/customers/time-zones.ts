/** Time zones of countries, as the browser knows them. */
import { zoneName } from '../format/instant.ts';
import type { Language } from '../texts/texts.ts';

/** Where most people of a country live that has several zones. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  AR: 'America/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  ID: 'Asia/Jakarta',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kiev',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};

/** Browsers name this list in one of two ways, or not at all. */
interface LocaleOfCountry {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** IANA zones of a country; all zones if the browser does not know which are the country's. */
export function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & LocaleOfCountry;
  const found = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  return found.length > 0 ? found : Intl.supportedValuesOf('timeZone');
}

/** The zone to begin with: the only one of the country, else the browser's if it is one of them, else the main one. */
export function likelyZone(country: string, zones: readonly string[], ofBrowser: string): string | undefined {
  if (zones.length === 1) return zones[0];
  return [ofBrowser, MAIN_ZONES[country]].find((zone) => zone !== undefined && zones.includes(zone));
}

/** `Asia/Shanghai (GMT+8)`. */
export function zoneLabel(zone: string, language: Language): string {
  const name = zoneName(zone, language);
  const readable = zone.replaceAll('_', ' ');
  return language === 'zh' ? `${readable}（${name}）` : `${readable} (${name})`;
}
