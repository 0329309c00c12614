/** Services in a real browser on the real stack: taken, started, delivered and signed off, also on a bad line. */
import type { Page } from 'playwright-core';
import type { Client, Schemas } from '../../client/src/index.ts';
import { DESK, LOOKS, PHONE, startConsole, type TestConsole, type TestPage } from '../support/console.ts';
import { ProductClient } from '../support/product-client.ts';

const TEXTS = {
  en: {
    ...{ services: 'Services', mine: 'Mine', unassigned: 'Unassigned', all: 'All' },
    ...{ take: 'Assign to me', taken: 'Assigned to you.', start: 'Start', started: 'Started.' },
    ...{
      deliver: 'Deliver',
      delivered: 'Delivered.',
      note: 'Note (optional)',
      link: 'Send the sign-off link',
    },
    ...{
      make: 'Make the link',
      address: 'Sign-off link',
      qrCode: 'QR code of the sign-off link',
      close: 'Close',
    },
    ...{ waiting: 'Waiting for acceptance' },
  },
  zh: {
    ...{ services: '服务', mine: '我的', unassigned: '未指派', all: '全部' },
    ...{ take: '指派给我', taken: '已指派给您。', start: '启动', started: '已启动。' },
    ...{ deliver: '交付', delivered: '已交付。', note: '说明（选填）', link: '发送验收链接' },
    ...{ make: '生成链接', address: '验收链接', qrCode: '验收链接二维码', close: '关闭' },
    ...{ waiting: '待验收' },
  },
} as const;
const TOKEN = 'token-of-the-hospital';

let served: TestConsole;
let client: ProductClient;
let delivery: Client;
beforeAll(async () => {
  served = await startConsole();
  client = new ProductClient(served.product);
  delivery = served.as('delivery');
});
afterAll(() => served.close());

interface Bought {
  readonly accountId: string;
  /** Name of the organization, which nothing else has. */
  readonly organization: string;
  readonly services: readonly Schemas['Service'][];
}

let customers = 0;

async function bought(quantity = 1): Promise<Bought> {
  customers += 1;
  const organization = `Clinic ${customers}`;
  const { id: accountId } = await client.customer({ agreement: false, sandboxNow: null });
  const organizationId = await client.addOrganization(accountId, organization);
  const note = { organizationName: organization, token: TOKEN, remarks: 'Ring at gate 3' };
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity, organizationId, note };
  const order = await client.bought(accountId, [line], { termsVersion: '2025-07-08' });
  const { items } = await delivery.get('/v1/services', { query: { orderId: order.id } });
  return { accountId, organization, services: items };
}

const openAs = (role: 'delivery' | 'operator', look: Parameters<TestConsole['open']>[0], at: string) =>
  served.open(look, at, { key: served.product.keys[role], person: 'Ana Souza' });

const read = (id: string) => delivery.get('/v1/services/{id}', { path: { id } });
const timelineOf = async (orderId: string) =>
  (await client.timeline(orderId)).map(({ type }) => type).filter((type) => type.startsWith('service.'));
const cardOf = (page: Page, organization: string) =>
  page.getByRole('listitem').filter({ hasText: organization });

async function expectGood({ flaws, fits }: TestPage): Promise<void> {
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
}

/** Buttons, fields and links of lists that are smaller than 44 pixels. */
const smallTargets = (page: Page) =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('main button, main input, dialog button, .service-tabs a')]
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return height > 0 && (height < 44 || width < 44);
    })
    .map(({ outerHTML }) => outerHTML)`);

test.each(LOOKS)(
  'a service is taken, started, delivered, and its link is shown: $language, $theme, $viewport.width',
  async (look) => {
    const words = TEXTS[look.language];
    const { organization, services } = await bought();
    const { id, orderId } = services[0]!;
    const tab = await openAs('delivery', look, '/');
    const { page, errors } = tab;
    await page.getByRole('heading', { level: 1, name: words.services }).waitFor();
    await expectGood(tab);
    await page.getByRole('link', { name: words.unassigned, exact: true }).click();
    const card = cardOf(page, organization);
    await card.getByRole('button', { name: words.take }).waitFor();
    await expectGood(tab);
    if (look.viewport === PHONE) expect(await smallTargets(page)).toEqual([]);
    await card.getByRole('button', { name: words.take }).click();
    await page.getByText(words.taken).waitFor();
    await card.waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain(words.taken);

    await page.getByRole('link', { name: words.mine, exact: true }).click();
    await card.getByRole('button', { name: words.start }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.start }).waitFor();
    await expectGood(tab);
    await dialog.getByRole('button', { name: words.start }).click();
    await card.getByRole('button', { name: words.deliver, exact: true }).waitFor();
    await card.getByRole('link').click();
    await page.getByText('Ring at gate 3').waitFor();
    await expectGood(tab);

    await page.getByRole('button', { name: words.deliver, exact: true }).click();
    await dialog.getByLabel(words.note).fill('Handed over on site');
    await expectGood(tab);
    if (look.viewport === PHONE) expect(await smallTargets(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.deliver, exact: true }).click();
    await page.getByText(words.delivered, { exact: true }).waitFor();
    await page.getByText('Handed over on site').waitFor();

    await page.getByRole('button', { name: words.link }).click();
    await dialog.getByRole('button', { name: words.make }).click();
    await dialog.getByRole('img', { name: words.qrCode }).waitFor();
    await expectGood(tab);
    const url = await dialog.getByRole('textbox', { name: words.address }).inputValue();
    expect(url).toMatch(new RegExp(`^${served.product.url}/sign-off/[\\w-]{43}$`));
    const { service } = (await (
      await fetch(url.replace('/sign-off', '/v1/sign-off'))
    ).json()) as Schemas['SignOff'];
    expect(service).toMatchObject({
      organizationName: organization,
      evidence: { note: 'Handed over on site' },
    });
    await dialog.getByRole('button', { name: words.close }).click();

    const { state, assignee, assigneeName } = await read(id);
    expect(state).toBe('delivered');
    expect(assignee).toMatch(/^key_/);
    expect(assigneeName).toMatch(/delivery/);
    expect(await timelineOf(orderId)).toEqual([
      'service.assigned',
      'service.started',
      'service.delivered',
      'service.link_created',
    ]);
    expect(errors).toEqual([]);
    await tab.close();
  },
);

describe('on a bad line', () => {
  test('a command waits for the connection, says so, and is then sent by itself, once', async () => {
    const { organization, services } = await bought();
    const { id, orderId } = services[0]!;
    const tab = await openAs('delivery', LOOKS[1], '/services?tab=unassigned');
    const { page } = tab;
    const button = cardOf(page, organization).getByRole('button', { name: TEXTS.en.take });
    await button.waitFor();
    await page.context().setOffline(true);
    await button.click();
    await page.getByText('Not sent yet').waitFor();
    await expectGood(tab);
    // Pressing again is allowed, and is the same command.
    await button.click();
    await page.getByText('Not sent yet').waitFor();
    expect((await read(id)).assignee).toBeUndefined();
    await page.context().setOffline(false);
    await page.getByText(TEXTS.en.taken).waitFor();
    expect(await timelineOf(orderId)).toEqual(['service.assigned']);
    await tab.close();
  });

  test('a command whose response is lost is not done twice', async () => {
    const { services } = await bought();
    const { id, orderId } = services[0]!;
    const tab = await openAs('delivery', LOOKS[1], `/services/${id}`);
    const { page } = tab;
    const keys: (string | undefined)[] = [];
    let lost = true;
    await page.route('**/v1/services/*/start', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      await (lost ? route.abort('connectionreset') : route.fulfill({ response }));
    });
    await page.getByRole('button', { name: TEXTS.en.start }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: TEXTS.en.start }).click();
    await dialog.getByText('Not sent yet').waitFor();
    expect((await read(id)).state).toBe('in_delivery');
    lost = false;
    await dialog.getByRole('button', { name: TEXTS.en.start }).click();
    await page.getByText(TEXTS.en.started).waitFor();
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(new Set(keys).size).toBe(1);
    expect(await timelineOf(orderId)).toEqual(['service.started']);
    await tab.close();
  });
});

test('the token is read on demand by the assignee, and every read is audited', async () => {
  const { accountId, services } = await bought();
  const { id } = services[0]!;
  const tab = await openAs('delivery', LOOKS[0], `/services/${id}`);
  const { page } = tab;
  await page.getByText('Ring at gate 3').waitFor();
  expect(await page.getByRole('button', { name: 'Show the token' }).count()).toBe(0);
  await page.getByRole('button', { name: TEXTS.en.take }).click();
  await page.getByText(TEXTS.en.taken).waitFor();
  await page.getByRole('button', { name: 'Show the token' }).click();
  await page.getByText(TOKEN).waitFor();
  await expectGood(tab);
  await page.getByRole('button', { name: 'Hide the token' }).click();
  await page.getByText(TOKEN).waitFor({ state: 'detached' });
  expect((await client.audit(accountId)).filter(({ type }) => type === 'service.token_read')).toHaveLength(1);
  await tab.close();
});

test('an operator extends the date by which a service is started, with a reason', async () => {
  const { services } = await bought();
  const { id } = services[0]!;
  const tab = await openAs('operator', { language: 'en', theme: 'light', viewport: DESK }, `/services/${id}`);
  const { page } = tab;
  await page.getByRole('button', { name: 'Extend the date' }).click();
  const dialog = page.getByRole('dialog');
  const extend = dialog.getByRole('button', { name: 'Extend the date' });
  // Earlier than now: the API refuses it in words.
  await dialog.getByLabel('Last day to start').fill('2020-01-31');
  await dialog.getByLabel('Reason').fill('The site is being rebuilt');
  await extend.click();
  await dialog.getByRole('alert').waitFor();
  await expectGood(tab);
  await dialog.getByLabel('Last day to start').fill('2099-01-31');
  await extend.click();
  await page.getByText('Extended.').waitFor();
  expect((await read(id)).startBy).toMatch(/^2099-01-31/);
  await tab.close();
});
