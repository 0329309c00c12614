/** A sign-off link on the phone of a stranger: what was delivered is seen, rejected, delivered again, accepted and certified. */
import type { Page } from 'playwright-core';
import type { Client } from '../../client/src/index.ts';
import { DESK, LOOKS, startConsole, type TestConsole, type TestPage } from '../support/console.ts';
import { ProductClient } from '../support/product-client.ts';
import { PHOTO, SMALL_TARGETS, soldService, type SoldService } from '../support/sold-service.ts';

const ENGLISH = {
  ...{ title: 'Accept a delivered service', other: '中文' },
  ...{ name: 'Your name', reason: 'What is missing or wrong', send: 'Reject with this reason' },
  ...{ accept: 'Accept', reject: 'Reject', reasonMissing: 'Please say what is missing or wrong.' },
  ...{ rejected: 'Rejected. We will correct it and deliver it again.', accepted: 'Accepted. Thank you.' },
  ...{
    open: 'Open the certificate to print',
    certificate: 'Certificate of acceptance',
    back: 'Back to the delivery',
  },
  ...{ gone: 'This link is not valid any more', given: 'with the sign-off link', zone: 'Asia/Shanghai' },
} as const;
const CHINESE = {
  title: '服务验收',
  ...{ name: '您的姓名', reason: '驳回原因', send: '提交驳回' },
  ...{ accept: '验收通过', reject: '驳回', reasonMissing: '请填写驳回原因。' },
  ...{ rejected: '已驳回，我们将整改后重新交付。', accepted: '已验收，感谢您的确认。' },
  ...{ open: '打开验收单（可打印）', certificate: '服务验收单', back: '返回交付详情' },
  ...{ gone: '该链接已失效', given: '通过验收链接', zone: '北京时间' },
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

/** Delivers a service, with a photo, and returns the path of its link. */
async function deliver({ id, accountId }: SoldService, note: string): Promise<string> {
  const path = { id };
  const { name, mimeType, buffer } = PHOTO;
  const file = await delivery.post('/v1/files', {
    query: { accountId },
    headers: { 'X-File-Name': name },
    contentType: mimeType,
    body: new Blob([buffer]),
  });
  await delivery.post('/v1/services/{id}/start', { path, body: {} });
  const evidence = { note, document: { fileId: file.id } };
  await delivery.post('/v1/services/{id}/deliver', { path, body: { evidence } });
  const { url } = await delivery.post('/v1/services/{id}/acceptance-links', { path, body: {} });
  return new URL(url!).pathname;
}

const read = (id: string) => delivery.get('/v1/services/{id}', { path: { id } });

async function expectGood({ page, flaws, fits }: TestPage): Promise<void> {
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  expect(await page.evaluate<string[]>(SMALL_TARGETS)).toEqual([]);
  expect(await page.evaluate<number>('document.scripts.length')).toBe(0);
}

/** The number of pages of a PDF. */
const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

/** The page follows the theme of the system and the language of the browser, which is English here. */
async function openLink(look: (typeof LOOKS)[number], path: string): Promise<TestPage> {
  const tab = await served.open(look, path);
  await tab.page.emulateMedia({ colorScheme: look.theme });
  if (look.language === 'zh') await tab.page.getByRole('link', { name: ENGLISH.other }).click();
  return tab;
}

interface Seen {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number };
}

/** True if an element is within the window. Runs in the browser. */
function isOnScreen(element: unknown): boolean {
  const { top, bottom } = (element as Seen).getBoundingClientRect();
  return top >= 0 && bottom <= (globalThis as unknown as { innerHeight: number }).innerHeight;
}

const background = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

test.each(LOOKS)(
  'a delivery is rejected with a reason, delivered again, accepted and certified: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'en' ? ENGLISH : CHINESE;
    const service = await soldService(client, delivery);
    const { id, organization } = service;
    const first = await openLink(look, await deliver(service, 'First report'));
    const { page } = first;
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await page.getByText('First report').waitFor();
    for (const text of [organization, 'General Hospital'])
      await page.getByText(text, { exact: true }).waitFor();
    expect(await background(page)).toBe(look.theme === 'light' ? 'rgb(245, 247, 250)' : 'rgb(17, 22, 29)');
    await page.waitForFunction('document.images[0]?.naturalWidth === 1');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: PHOTO.name }).click();
    expect((await download).suggestedFilename()).toBe(PHOTO.name);
    await expectGood(first);

    const rejecting = page.locator('form');
    const unfold = page.locator('summary', { hasText: words.reject });
    await unfold.click();
    await rejecting.getByLabel(words.name).fill('Dr. Chen');
    await rejecting.getByLabel(words.reason).fill('   ');
    await rejecting.getByRole('button', { name: words.send }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByText(words.reasonMissing).count()).toBe(2);
    for (const said of await page.getByText(words.reasonMissing).all())
      expect(await said.evaluate(isOnScreen)).toBe(true);
    expect(await rejecting.getByLabel(words.name).inputValue()).toBe('Dr. Chen');
    expect(await page.evaluate<string>('document.activeElement.className')).toBe('notice');
    await expectGood(first);
    // The address is that of the form; opened again it shows the delivery.
    await page.goto(page.url().replace(/#.*/, ''));
    await page.getByText('First report').waitFor();
    await unfold.click();
    await rejecting.getByLabel(words.name).fill('Dr. Chen');
    await rejecting.getByLabel(words.reason).fill('The report on validation is missing');
    await rejecting.getByRole('button', { name: words.send }).click();
    await page.getByText(words.rejected).waitFor();
    // What was recorded, as it was said.
    await page.getByText('The report on validation is missing', { exact: true }).waitFor();
    await page.getByText('Dr. Chen', { exact: true }).waitFor();
    await expectGood(first);
    expect(await read(id)).toMatchObject({
      state: 'in_delivery',
      rejections: [{ rejectedBy: 'Dr. Chen', reason: 'The report on validation is missing' }],
    });
    expect(first.errors).toEqual([]);

    const second = await openLink(look, await deliver(service, 'Second report'));
    const accepting = second.page.locator('form');
    await accepting.getByLabel(words.name).fill('Dr. Chen');
    await accepting.getByRole('button', { name: words.accept }).click();
    await second.page.getByText(words.accepted).waitFor();
    await second.page.getByText('Dr. Chen', { exact: true }).waitFor();
    await expectGood(second);
    expect(await read(id)).toMatchObject({
      state: 'accepted',
      acceptance: { given: 'link', acceptedBy: 'Dr. Chen' },
    });

    await second.page.getByRole('link', { name: words.open }).click();
    await second.page.getByRole('heading', { level: 1, name: words.certificate }).waitFor();
    await expectGood(second);
    const certificate = await delivery.get('/v1/services/{id}/certificate', { path: { id } });
    const { record, deliveryEvidence, orderReference } = certificate;
    await second.page.emulateMedia({ media: 'print', colorScheme: look.theme });
    const printed = await second.page.locator('main').innerText();
    for (const text of [
      ...[certificate.id, record.sha256, deliveryEvidence!.document!.sha256, deliveryEvidence!.noteSha256!],
      ...['Second report', 'Dr. Chen', organization, orderReference!, words.given, words.zone],
    ])
      expect(printed).toContain(text);
    expect(printed).not.toContain(words.back);
    expect(pagesIn(await second.page.pdf({ preferCSSPageSize: true }))).toBe(1);
    expect(second.errors).toEqual([]);

    // The first link was replaced.
    await page.reload();
    await page.getByRole('heading', { name: words.gone }).waitFor();
    await expectGood(first);
    await first.close();
    await second.close();
  },
);

test('delivery staff see the reason in the queue, and the certificate from the service', async () => {
  const service = await soldService(client, delivery);
  const token = (await deliver(service, 'Report')).slice('/sign-off/'.length);
  await delivery.post('/v1/sign-off/{token}/reject', {
    path: { token },
    body: { rejectedBy: 'Dr. Chen', reason: 'A page is missing' },
  });
  const tab = await served.open(LOOKS[1], '/services?tab=all', {
    key: served.product.keys.delivery,
    person: 'Ana Souza',
  });
  const { page } = tab;
  await page
    .getByRole('listitem')
    .filter({ hasText: service.organization })
    .getByText('A page is missing')
    .waitFor();
  const again = (await deliver(service, 'Whole report')).slice('/sign-off/'.length);
  await delivery.post('/v1/sign-off/{token}/accept', {
    path: { token: again },
    body: { acceptedBy: 'Dr. Chen' },
  });
  await page.goto(`${served.product.url}/services/${service.id}`);
  await page.getByRole('link', { name: ENGLISH.certificate }).click();
  const { record } = await delivery.get('/v1/services/{id}/certificate', { path: { id: service.id } });
  await page.getByText(record.sha256).waitFor();
  expect(await tab.flaws()).toEqual([]);
  expect(await tab.fits()).toBe(true);
  await tab.close();
});

test('a delivery is accepted by keyboard alone', async () => {
  const service = await soldService(client, delivery);
  const look = { language: 'en', theme: 'light', viewport: DESK } as const;
  const { page, close } = await served.open(look, await deliver(service, 'Report'));
  const focused = () =>
    page.evaluate<string>(`document.activeElement.name ?? document.activeElement.textContent`);
  for (let moves = 0; moves < 10 && (await focused()) !== 'name'; moves += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.type('Dr. Chen');
  await page.keyboard.press('Enter');
  await page.getByText(ENGLISH.accepted).waitFor();
  expect((await read(service.id)).state).toBe('accepted');
  await close();
});
