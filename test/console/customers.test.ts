/** The parts of the pages about customers that need no browser: countries, zones, filters, and bodies that the API takes. */
import {
  advanceBody,
  changedCustomerBody,
  changedOrganizationBody,
  newCustomerBody,
  newOrganizationBody,
} from '../../src/console/customers/customer-body.ts';
import { customerFiltersIn, customersAddress } from '../../src/console/customers/customer-filters.ts';
import { COUNTRY_CODES, countryName, countryOptions } from '../../src/console/customers/countries.ts';
import { likelyZone, zoneLabel, zonesOf } from '../../src/console/customers/time-zones.ts';
import { buyerBody, buyerState, type Buyer } from '../../src/console/customers/buyers.ts';
import { formatLastDay } from '../../src/console/format/instant.ts';
import { dayAfter } from '../../src/console/format/wall-time.ts';
import { COUNTRIES } from '../../src/contracts/country.ts';
import { timeZone } from '../../src/contracts/primitives.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe('countries', () => {
  test('are those of the API, each with a name in both languages', () => {
    expect([...COUNTRY_CODES].sort()).toEqual([...COUNTRIES].sort());
    expect([countryName('BR', 'en'), countryName('BR', 'zh')]).toEqual(['Brazil', '巴西']);
    for (const language of ['en', 'zh'] as const) {
      const options = countryOptions(language);
      expect(options.filter(({ value, label }) => value === label)).toEqual([]);
      expect(options).toHaveLength(COUNTRIES.size);
    }
    expect(countryOptions('en')[0]).toEqual({ value: 'AF', label: 'Afghanistan' });
    expect(countryOptions('zh')[0]).toEqual({ value: 'CN', label: '中国' });
  });

  test('Hong Kong, Macao and Taiwan are named as parts of China', () => {
    const namesOf = (language: 'en' | 'zh') => ['HK', 'MO', 'TW'].map((code) => countryName(code, language));
    expect(namesOf('zh')).toEqual(['中国香港', '中国澳门', '中国台湾']);
    expect(namesOf('en')).toEqual(['Hong Kong, China', 'Macao, China', 'Taiwan, China']);
  });

  test('have zones that the API takes, and one to begin with', () => {
    for (const country of COUNTRY_CODES) {
      const zones = zonesOf(country);
      expect([country, zones.filter((zone) => !timeZone.safeParse(zone).success)]).toEqual([country, []]);
    }
    const zoneOf = (country: string, ofBrowser = 'UTC') => likelyZone(country, zonesOf(country), ofBrowser);
    expect(zoneOf('SG')).toBe('Asia/Singapore');
    expect(['AR', 'CN', 'DE', 'ES', 'RU', 'US'].map((country) => zoneOf(country))).toEqual([
      'America/Buenos_Aires',
      'Asia/Shanghai',
      'Europe/Berlin',
      'Europe/Madrid',
      'Europe/Moscow',
      'America/New_York',
    ]);
    expect(zoneOf('AQ')).toBeUndefined();
    expect(zoneOf('BR')).toBe('America/Sao_Paulo');
    expect(zoneOf('BR', 'America/Manaus')).toBe('America/Manaus');
    expect(zoneOf('SG', 'America/Manaus')).toBe('Asia/Singapore');
    expect(zoneLabel('America/Sao_Paulo', 'en')).toBe('America/Sao Paulo (GMT-3)');
  });
});

describe('filters of the list', () => {
  const inAddress = (search: string) => customerFiltersIn(new URLSearchParams(search));

  test('an address and its filters say the same, and the API takes them', () => {
    const filters = inAddress('query=Riverside&salesTeam=apac&sandbox=only');
    expect(filters).toEqual({ query: 'Riverside', salesTeam: 'apac', sandbox: 'only' });
    expect(customersAddress(filters)).toBe('/customers?query=Riverside&salesTeam=apac&sandbox=only');
    expect(API_ROUTES.listAccounts.query.safeParse(filters).error).toBeUndefined();
  });

  test('what is empty or unknown filters nothing', () => {
    expect(inAddress('query=%20&sandbox=false&color=red')).toEqual({});
    expect(customersAddress({})).toBe('/customers');
  });
});

describe('bodies', () => {
  const customer = { name: ' Riverside ', country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam' };

  test('of a new customer', () => {
    const body = newCustomerBody(formOf({ ...customer, defaultStorageYears: '' }));
    expect(body).toEqual({ ...customer, name: 'Riverside' });
    expect(API_ROUTES.createAccount.body.safeParse(body).error).toBeUndefined();
  });

  test('of a trial account, whose clock is written as in its zone', () => {
    const form = formOf({
      ...customer,
      defaultStorageYears: '15',
      sandbox: 'on',
      sandboxNow: '2026-03-09T09:00',
    });
    const body = newCustomerBody(form);
    expect(body).toMatchObject({
      sandbox: true,
      sandboxNow: '2026-03-09T12:00:00.000Z',
      defaultStorageYears: 15,
    });
    expect(API_ROUTES.createAccount.body.safeParse(body).error).toBeUndefined();
    const begun = newCustomerBody(formOf({ ...customer, sandbox: 'on', sandboxNow: '' }));
    expect(begun).not.toHaveProperty('sandboxNow');
  });

  test('of changes: what is empty is cleared', () => {
    const change = changedCustomerBody(formOf({ name: 'A', salesTeam: 'b', defaultStorageYears: '' }));
    expect(change).toEqual({ name: 'A', salesTeam: 'b', defaultStorageYears: null });
    expect(API_ROUTES.changeAccount.body.safeParse(change).error).toBeUndefined();
    const moved = changedOrganizationBody(formOf({ name: 'A', consortiumId: '', externalId: 'H-1' }));
    expect(moved).toEqual({ name: 'A', consortiumId: null, externalId: 'H-1' });
    expect(API_ROUTES.changeOrganization.body.safeParse(moved).error).toBeUndefined();
  });

  test('of a new organization', () => {
    expect(newOrganizationBody(formOf({ name: 'A', externalId: ' ' }))).toEqual({ name: 'A' });
  });

  test('of an advance: by a duration, or to a time in the zone of the customer', () => {
    expect(advanceBody(formOf({ by: 'P1M' }), 'Asia/Shanghai')).toEqual({ by: 'P1M' });
    const to = advanceBody(formOf({ to: '2026-03-09T09:00' }), 'Asia/Shanghai');
    expect(to).toEqual({ to: '2026-03-09T01:00:00.000Z' });
    expect(API_ROUTES.advanceClock.body.safeParse(to).error).toBeUndefined();
  });

  test('of a buyer: a key for this customer alone, whose last day is one of its zone', () => {
    const account = { id: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x', timeZone: 'Asia/Shanghai' };
    const body = buyerBody(formOf({ name: 'Purchasing', expires: '2026-03-10' }), account);
    expect(body).toEqual({
      name: 'Purchasing',
      roles: ['customer'],
      accountIds: [account.id],
      expiresAt: '2026-03-10T16:00:00.000Z',
    });
    expect(formatLastDay(body.expiresAt!, account.timeZone, 'en')).toBe('10 March 2026');
    expect(API_ROUTES.createKey.body.safeParse(body).error).toBeUndefined();
  });
});

test('the access of a buyer is revoked, has ended, or is active', () => {
  const key: Buyer = {
    id: 'key_1',
    name: 'Purchasing',
    roles: ['customer'],
    accountIds: ['acc_1'],
    createdAt: '2026-03-01T00:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  };
  const now = Date.parse('2026-03-09T00:00:00.000Z');
  expect(buyerState(key, now)).toBe('active');
  expect(buyerState({ ...key, expiresAt: '2026-03-09T00:00:00.000Z' }, now)).toBe('expired');
  expect(buyerState({ ...key, expiresAt: '2026-03-09T00:00:00.001Z' }, now)).toBe('active');
  expect(buyerState({ ...key, revokedAt: '2026-03-02T00:00:00.000Z' }, now)).toBe('revoked');
});

test('the day after a day may be of another month or year', () => {
  expect(['2026-03-09', '2028-02-28', '2026-02-28', '2026-12-31'].map(dayAfter)).toEqual([
    ...['2026-03-10', '2028-02-29', '2026-03-01', '2027-01-01'],
  ]);
});
