/** Services in a real browser on the real stack: taken, started, delivered and signed off, also on a bad line. */
import type { Page } from 'playwright-core';
import type { Client, Schemas } from '../../client/src/index.ts';
import { DESK, LOOKS, PHONE, startConsole, type TestConsole, type TestPage } from '../support/console.ts';
import { ProductClient } from '../support/product-client.ts';
import { PHOTO, SMALL_TARGETS, soldService, TOKEN } from '../support/sold-service.ts';
import { encode } from 'uqr';

const CUSTOMER = {
  en: {
    ...{
      accept: 'Accept',
      done: 'Accepted.',
      name: 'Accepted by (name)',
      unassigned: 'Unassigned',
      print: 'Print',
    },
    ...{ link: 'Send the sign-off link', take: 'Assign to me', token: 'Show the token' },
    ...{ certificate: 'Certificate of acceptance', staff: 'Our staff' },
  },
  zh: {
    ...{ accept: '验收通过', done: '已验收。', name: '验收人姓名', unassigned: '未指派', print: '打印' },
    ...{ link: '发送验收链接', take: '指派给我', token: '显示令牌' },
    ...{ certificate: '服务验收单', staff: '工作人员' },
  },
} as const;
const TEXTS = {
  en: {
    ...{ services: 'Services', mine: 'Mine', unassigned: 'Unassigned', all: 'All' },
    ...{ take: 'Assign to me', taken: 'Assigned to you.', start: 'Start', started: 'Started.' },
    ...{
      deliver: 'Deliver',
      delivered: 'Delivered.',
      note: 'Note (optional)',
      removeFile: 'Remove',
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
    ...{
      deliver: '交付',
      delivered: '已交付。',
      note: '说明（选填）',
      removeFile: '移除',
      link: '发送验收链接',
    },
    ...{ make: '生成链接', address: '验收链接', qrCode: '验收链接二维码', close: '关闭' },
    ...{ waiting: '待验收' },
  },
} as const;

let served: TestConsole;
let client: ProductClient;
let delivery: Client;
beforeAll(async () => {
  served = await startConsole();
  client = new ProductClient(served.product);
  delivery = served.as('delivery');
});
afterAll(() => served.close());

const bought = (overrides?: object) => soldService(client, delivery, overrides);

const openAs = (role: 'delivery' | 'operator', look: Parameters<TestConsole['open']>[0], at: string) =>
  served.open(look, at, { key: served.product.keys[role], person: 'Ana Souza' });

const read = (id: string) => delivery.get('/v1/services/{id}', { path: { id } });
const timelineOf = async (orderId: string) =>
  (await client.timeline(orderId)).map(({ type }) => type).filter((type) => type.startsWith('service.'));
const cardOf = (page: Page, organization: string) =>
  page.getByRole('listitem').filter({ hasText: organization });

/** The dark modules of the QR code of a text, as a path. */
const codeOf = (text: string) =>
  encode(text, { ecc: 'M', border: 4 })
    .data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');

async function expectGood({ flaws, fits }: TestPage): Promise<void> {
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
}

const smallTargets = (page: Page) => page.evaluate<string[]>(SMALL_TARGETS);

test.each(LOOKS)(
  'a service is taken, started, delivered, and its link is shown: $language, $theme, $viewport.width',
  async (look) => {
    const words = TEXTS[look.language];
    const { organization, id, orderId } = await bought();
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
    await dialog.locator('input[type=file]').first().setInputFiles(PHOTO);
    await dialog.getByText(PHOTO.name).waitFor();
    await dialog.getByRole('button', { name: words.removeFile }).waitFor();
    await expectGood(tab);
    if (look.viewport === PHONE) expect(await smallTargets(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.deliver, exact: true }).click();
    await page.getByText(words.delivered, { exact: true }).waitFor();
    await page.getByText('Handed over on site').waitFor();
    await page.getByRole('link', { name: PHOTO.name }).waitFor();

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
      evidence: { note: 'Handed over on site', document: { name: PHOTO.name } },
    });
    expect(await dialog.locator('.qr-code path').getAttribute('d')).toBe(codeOf(url));
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
    const { organization, id, orderId } = await bought();
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
    await cardOf(page, organization).getByRole('button', { name: 'Sending…' }).waitFor();
    await page.getByText('Not sent yet').waitFor();
    await button.waitFor();
    expect((await read(id)).assignee).toBeUndefined();
    await page.context().setOffline(false);
    await page.getByText(TEXTS.en.taken).waitFor();
    expect(await timelineOf(orderId)).toEqual(['service.assigned']);
    await tab.close();
  });

  test('a command whose response is lost is not done twice', async () => {
    const { id, orderId } = await bought();
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

test('a link whose response was lost is replaced by one whose address arrives', async () => {
  const { id } = await bought();
  const path = { id };
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  await delivery.post('/v1/services/{id}/deliver', { path, body: {} });
  const tab = await openAs('delivery', LOOKS[1], `/services/${id}`);
  const { page } = tab;
  let lost = 1;
  await page.route('**/acceptance-links', async (route) => {
    const response = await route.fetch();
    lost -= 1;
    await (lost >= 0 ? route.abort('connectionreset') : route.fulfill({ response }));
  });
  await page.getByRole('button', { name: TEXTS.en.link }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: TEXTS.en.make }).click();
  const url = await dialog.getByRole('textbox', { name: TEXTS.en.address }).inputValue();
  expect((await fetch(url)).status).toBe(200);
  await tab.close();
});

test('a link is made once however often its button is pressed, and again only by name', async () => {
  const { id, orderId } = await bought();
  const path = { id };
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  await delivery.post('/v1/services/{id}/deliver', { path, body: {} });
  const tab = await openAs('delivery', LOOKS[0], `/services/${id}`);
  const { page } = tab;
  const dialog = page.getByRole('dialog');
  const made = async () =>
    (await timelineOf(orderId)).filter((type) => type === 'service.link_created').length;
  await page.getByRole('button', { name: TEXTS.en.link }).click();
  await dialog.getByRole('button', { name: TEXTS.en.make }).waitFor();
  await page.evaluate(`(() => {
    const button = document.querySelector('dialog button[type=submit]');
    button.click();
    button.click();
  })()`);
  const first = await dialog.getByRole('textbox', { name: TEXTS.en.address }).inputValue();
  expect(await made()).toBe(1);
  await dialog.getByRole('button', { name: TEXTS.en.close }).click();
  await page.getByText('The user has a sign-off link, valid until').waitFor();
  expect((await read(id)).signOffLink?.expiresAt).toMatch(/^20/);
  await page.getByRole('button', { name: TEXTS.en.link }).click();
  await dialog.getByText(/^There is a link already/).waitFor();
  await expectGood(tab);
  await dialog.getByRole('button', { name: 'Make a new link, the old one ends' }).click();
  const second = await dialog.getByRole('textbox', { name: TEXTS.en.address }).inputValue();
  expect(await made()).toBe(2);
  expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200]);
  await tab.close();
});

test('a delivery without evidence is sent after a warning, and what was done is gone with the state', async () => {
  const { id } = await bought();
  const path = { id };
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  const tab = await openAs('operator', LOOKS[0], `/services/${id}`);
  const { page } = tab;
  await page.getByRole('button', { name: TEXTS.en.deliver, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/files')) uploads.push(request.url());
  });
  // A text with the name of a photo is not sent at all.
  const text = { name: 'site.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a text') };
  await dialog.locator('input[type=file]').first().setInputFiles(text);
  await dialog.getByText('“site.jpg” is not a valid JPEG file. Choose another file.').waitFor();
  expect(uploads).toEqual([]);
  await dialog.getByRole('button', { name: TEXTS.en.deliver, exact: true }).click();
  await dialog.getByText('The customer will see no evidence').waitFor();
  expect((await read(id)).state).toBe('in_delivery');
  await expectGood(tab);
  await dialog.getByRole('button', { name: 'Deliver without evidence' }).click();
  await page.getByText(TEXTS.en.delivered, { exact: true }).waitFor();
  const rejection = { rejectedBy: 'Dr. Chen', reason: 'Data: the report' };
  await delivery.post('/v1/services/{id}/reject', { path, body: rejection });
  // A refused command reads the service again.
  await page.getByRole('button', { name: TEXTS.en.link }).click();
  await dialog.getByRole('button', { name: TEXTS.en.make }).click();
  await dialog.getByRole('alert').waitFor();
  await page.getByText('Data: the report').waitFor();
  await page.getByText(TEXTS.en.delivered, { exact: true }).waitFor({ state: 'detached' });
  await tab.close();
});

test('the token is read on demand by the assignee, and every read is audited', async () => {
  const { accountId, id } = await bought();
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

test('an operator assigns a key by its name, or whoever they name', async () => {
  const { id } = await bought();
  const tab = await openAs('operator', LOOKS[1], `/services/${id}`);
  const { page } = tab;
  await page.getByRole('button', { name: 'Assign to someone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('API key of the assignee').selectOption({ index: 1 });
  expect(await dialog.getByLabel('Key id or name').count()).toBe(0);
  await expectGood(tab);
  await dialog.getByRole('button', { name: 'Assign to someone' }).click();
  await page.getByText('Assigned.', { exact: true }).waitFor();
  const { assignee, assigneeName } = await read(id);
  expect(assignee).toMatch(/^key_/);
  await page.getByText(`${assigneeName} is responsible.`).waitFor();
  await page.getByRole('button', { name: 'Assign to someone' }).click();
  await dialog.getByLabel('Key id or name').fill('Ben Li');
  await dialog.getByRole('button', { name: 'Assign to someone' }).click();
  await page.getByText('Ben Li is responsible.').waitFor();
  expect(await read(id)).toMatchObject({ assignee: 'Ben Li', assigneeName: 'Ben Li' });
  await tab.close();
});

test('an acceptance by staff that lacks proof is refused in words, with the link as the remedy', async () => {
  const { id } = await bought({ acceptanceProof: 'document' });
  const path = { id };
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  await delivery.post('/v1/services/{id}/deliver', { path, body: {} });
  const tab = await openAs('delivery', LOOKS[0], `/services/${id}`);
  const { page } = tab;
  await page.getByText('Next reminder to accept').waitFor();
  await page.getByText(/2 days 23 hours left/).waitFor();
  const record = 'Record the customer’s acceptance';
  await page.getByRole('button', { name: record }).click();
  const dialog = page.getByRole('dialog', { name: record });
  await dialog.getByText(/on behalf of the customer/).waitFor();
  await dialog.getByText(/^Proof: the signed form/).waitFor();
  await dialog.getByLabel('Accepted by (name)').fill('Dr. Chen');
  await dialog.getByRole('button', { name: record }).click();
  const alert = dialog.getByRole('alert');
  await alert.getByText('AMB-41', { exact: true }).waitFor();
  await expectGood(tab);
  await dialog.getByRole('button', { name: TEXTS.en.link }).click();
  await page.getByRole('dialog').getByRole('button', { name: TEXTS.en.make }).waitFor();
  await tab.close();
});

test('an operator extends the date by which a service is started, with a reason', async () => {
  const { id } = await bought();
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

test.each(LOOKS)('a customer accepts in the console: $language, $theme, $viewport.width', async (look) => {
  const words = look.language === 'en' ? CUSTOMER.en : CUSTOMER.zh;
  const { accountId, organization, id } = await bought();
  const path = { id };
  const [assignee] = (await served.as('operator').get('/v1/keys')).items.filter(({ roles }) =>
    roles.includes('delivery'),
  );
  await delivery.post('/v1/services/{id}/assign', { path, body: { assignee: assignee!.id } });
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  await delivery.post('/v1/services/{id}/deliver', { path, body: { evidence: { note: 'Handed over' } } });
  const key = await client.customerKey(accountId);
  const tab = await served.open(look, '/services', { key, person: 'Dr. Wu' });
  const { page, errors } = tab;
  const card = cardOf(page, organization);
  await card.getByRole('button', { name: words.accept }).waitFor();
  await card.getByText(words.staff, { exact: true }).waitFor();
  await expectGood(tab);
  expect(await page.getByRole('link', { name: words.unassigned, exact: true }).count()).toBe(0);
  await card.getByRole('link').click();
  await page.getByText('Handed over').waitFor();
  await expectGood(tab);
  for (const hidden of [words.link, words.take, words.token])
    expect(await page.getByRole('button', { name: hidden }).count()).toBe(0);
  await page.getByRole('button', { name: words.accept, exact: true }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel(words.name).inputValue()).toBe('Dr. Wu');
  await expectGood(tab);
  await dialog.getByRole('button', { name: words.accept, exact: true }).click();
  await page.getByText(words.done, { exact: true }).waitFor();
  expect(await read(id)).toMatchObject({
    state: 'accepted',
    acceptance: { given: 'customer', acceptedBy: 'Dr. Wu' },
  });
  await page.getByRole('link', { name: words.certificate }).click();
  const { record } = await delivery.get('/v1/services/{id}/certificate', { path });
  await page.getByText(record.sha256).waitFor();
  await page.getByRole('main').getByText('Dr. Wu', { exact: true }).waitFor();
  await expectGood(tab);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: words.print }).isVisible()).toBe(false);
  expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
  expect(errors).toEqual([]);
  await tab.close();
});

/** The number of pages of a PDF. */
const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('from sign-in to the delivery by keyboard alone', async () => {
  const { organization, id } = await bought();
  const tab = await served.open(LOOKS[0], '/services?tab=unassigned');
  const { page } = tab;
  const focused = () =>
    page.evaluate<string>(`(() => {
      const { activeElement: element } = document;
      const name = element.labels?.[0]?.textContent ?? element.textContent;
      return (element.closest('.service-card')?.textContent ?? '') + '|' + name;
    })()`);
  /** Moves on until the control with this name has the focus, in a card that says `within`. */
  async function tabTo(name: string, within = ''): Promise<void> {
    for (let moves = 0; moves < 80; moves += 1) {
      await page.keyboard.press('Tab');
      const found = await focused();
      if (found.endsWith(`|${name}`) && found.includes(within)) return;
    }
    throw new Error(`${name} is not reached; ${await focused()} has the focus`);
  }
  await page.getByLabel('API key').waitFor();
  await tabTo('API key');
  await page.keyboard.type(served.product.keys.delivery);
  await tabTo('Your name');
  await page.keyboard.type('Ana Souza');
  await page.keyboard.press('Enter');
  await cardOf(page, organization).waitFor();
  await tabTo(TEXTS.en.take, organization);
  await page.keyboard.press('Enter');
  await page.getByText(TEXTS.en.taken).waitFor();
  // What was done has the focus; the link in it leads to the service.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Ring at gate 3').waitFor();
  await tabTo(TEXTS.en.start);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(TEXTS.en.start);
  await page.keyboard.press('Enter');
  await page.getByText(TEXTS.en.started).waitFor();
  await tabTo(TEXTS.en.deliver);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  // The first field of a dialog has the focus.
  expect(await focused()).toContain(TEXTS.en.note);
  await page.keyboard.type('Handed over on site');
  await tabTo(TEXTS.en.deliver);
  await page.keyboard.press('Enter');
  await page.getByText(TEXTS.en.delivered, { exact: true }).waitFor();
  expect(await read(id)).toMatchObject({
    state: 'delivered',
    deliveryEvidence: { note: 'Handed over on site' },
  });
  await tab.close();
});

test.each([DESK, PHONE])('no text is written into the pages: $width', async (viewport) => {
  const { organization, id } = await bought();
  const path = { id };
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  await delivery.post('/v1/services/{id}/deliver', { path, body: {} });
  await delivery.post('/v1/services/{id}/reject', {
    path,
    body: { rejectedBy: 'Dr. Chen', reason: 'Data: the report' },
  });
  const tab = await openAs('operator', { language: 'pseudo', theme: 'light', viewport }, '/services?tab=all');
  const { page } = tab;
  // Names, numbers, times with their zone and what separates them.
  const data =
    /^(·|:|[·:]? ?\d[\w ,:]*|AI Platform .*|GMT\+8|Clinic \d+|General Hospital|development delivery|Data: the report|Ring at gate 3|Ana Souza|Ben Li|(svc|ord)_\w+)$/;
  async function expectTexts(atLeast: number): Promise<void> {
    const texts = await page.evaluate<string[]>(`(() => {
      const root = document.querySelector('dialog') ?? document.querySelector('main');
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (data.trim() !== '' && parentElement.closest('pre') === null) found.push(data.trim());
      }
      return found;
    })()`);
    expect(texts.length).toBeGreaterThan(atLeast);
    expect(texts.filter((text) => !text.startsWith('[') && !data.test(text))).toEqual([]);
    expect(await tab.fits()).toBe(true);
  }
  await cardOf(page, organization).getByText('Data: the report').waitFor();
  await expectTexts(15);
  await page.goto(`${served.product.url}/services/${id}`);
  await page.getByText('Ring at gate 3').waitFor();
  // Until the account is there, its zone is unknown and times are those of the browser.
  await page.getByText('GMT+8').first().waitFor();
  await expectTexts(15);
  const buttons = await page.locator('main .service-steps').first().getByRole('button').all();
  expect(buttons.length).toBeGreaterThanOrEqual(3);
  for (const button of buttons.slice(1)) {
    await button.click();
    await page.getByRole('dialog').waitFor();
    await expectTexts(4);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await tab.close();
});
