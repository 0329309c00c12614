/** The console of a system without customers: it says so, and how to begin. */
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';

const WORDS = {
  en: { none: 'There are no customers yet.', new: 'New customer' },
  zh: { none: '暂无客户', new: '新建客户' },
};

let served: TestConsole;
beforeAll(async () => {
  served = await startConsole();
});
afterAll(() => served.close());

test.each(LOOKS)('without customers one can be created: $language, $theme, $viewport.width', async (look) => {
  const words = WORDS[look.language];
  const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
  const { page, flaws, fits, errors, close } = await served.open(look, '/customers', signIn);
  for (const at of ['/customers', '/buy']) {
    await page.goto(`${served.product.url}${at}`);
    await page.getByRole('main').getByText(words.none).waitFor();
    await page.getByRole('main').getByRole('link', { name: words.new }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
  }
  await page.getByRole('main').getByRole('link', { name: words.new }).click();
  await page.getByRole('heading', { level: 1, name: words.new }).waitFor();
  expect(errors).toEqual([]);
  await close();
});
