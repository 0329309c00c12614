/** What an account may buy, at its own prices: by country, by agreement, and by the policies of the agreement. */
import { offerRoutes, type Offer } from '../../../src/contracts/offers.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function offersIn(country: string, agreement?: object): Promise<{ id: string; offers: Offer[] }> {
  const body = { name: 'A buyer', country, timeZone: 'UTC', salesTeam: 'all' };
  const id = String((await api.call('sales', '/v1/accounts', { body })).body['id']);
  if (agreement !== undefined) {
    const document = { name: 'a.pdf', sha256: 'a'.repeat(64) };
    const signed = { accountId: id, number: 'COOP-1', signedOn: '2020-01-01', document, ...agreement };
    expect((await api.call('sales', '/v1/agreements', { body: signed })).status).toBe(201);
  }
  const { body: answer } = await api.call('platform', `/v1/accounts/${id}/offers`);
  return { id, offers: offerRoutes.listOffers.responses[200].parse(answer).items };
}

const offerOf = (offers: readonly Offer[], productLine: string) =>
  offers.find((offer) => offer.productLine === productLine)!;
const itemOf = (offers: readonly Offer[], productLine: string, sku: string) =>
  offerOf(offers, productLine).items.find((item) => item.sku === sku);

it('lists each product line with the region of the account and the prices of the region', async () => {
  const { offers } = await offersIn('SG');
  expect(offers.map(({ productLine }) => productLine)).toEqual([
    ...['aimis-cn', 'aimis-intl', 'huawei-ai', 'ipc'],
  ]);
  const huawei = offerOf(offers, 'huawei-ai');
  expect(huawei).toMatchObject({ sold: true, region: { region: 'outside-china-1' } });
  expect(huawei.items).toHaveLength(37);
  expect(itemOf(offers, 'huawei-ai', 'HW-DEV-MODELDEV-BAS')).toEqual({
    sku: 'HW-DEV-MODELDEV-BAS',
    scope: 'organization',
    unitPrice: { region: 'outside-china-1', amountMinor: 5_000_000, currency: 'USD', perQuantity: 1 },
  });
  const europe = (await offersIn('DE')).offers;
  expect(itemOf(europe, 'huawei-ai', 'HW-DEV-MODELDEV-BAS')?.unitPrice?.amountMinor).toBe(7_000_000);
  expect(offerOf(offers, 'ipc')).toMatchObject({
    region: null,
    agreement: { required: false, satisfied: true },
  });
});

it('says what is not sold in the country of the account', async () => {
  const { offers } = await offersIn('US');
  const { sold, region, items } = offerOf(offers, 'huawei-ai');
  expect([sold, region]).toEqual([false, null]);
  expect(items.every(({ unitPrice }) => unitPrice === null)).toBe(true);
  expect(offerOf(offers, 'ipc').sold).toBe(true);
});

it('follows an active agreement: it satisfies, has prices of its own, and may change whom licences are for', async () => {
  const without = (await offersIn('SG')).offers;
  expect(offerOf(without, 'aimis-intl').agreement).toEqual({ required: true, satisfied: false });
  expect(itemOf(without, 'aimis-intl', 'AIMIS-INTL-SW-BASIC')?.scope).toBe('consortium');
  const { offers } = await offersIn('SG', {
    productLines: ['aimis-intl'],
    prices: [{ sku: 'AIMIS-INTL-AI-MIMI', amountMinor: 7, currency: 'USD' }],
    overrides: { licenceScope: 'organization' },
  });
  expect(offerOf(offers, 'aimis-intl').agreement).toEqual({ required: true, satisfied: true });
  expect(offerOf(offers, 'aimis-cn').agreement.satisfied).toBe(false);
  const price = itemOf(offers, 'aimis-intl', 'AIMIS-INTL-AI-MIMI')?.unitPrice;
  expect(price).toMatchObject({ amountMinor: 7, agreementId: expect.stringMatching(/^agr_/) as string });
  expect(itemOf(offers, 'aimis-intl', 'AIMIS-INTL-SW-BASIC')?.scope).toBe('organization');
});

it('customers read the offers of their own account only', async () => {
  const { id } = await offersIn('SG');
  const key = await customerKey(api, id);
  const read = (accountId: string) => call(api.server, `/v1/accounts/${accountId}/offers`, { key });
  expect((await read(id)).status).toBe(200);
  expect((await read((await offersIn('SG')).id)).status).toBe(404);
});
