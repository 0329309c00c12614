/** Signing in that is refused, in a real browser: what was wrong with the link or the key, and the way on. */
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';

const ENGLISH = {
  ...{ signIn: 'Sign in', useKey: 'Sign in with a key', key: 'API key', requestId: 'Request id' },
  ...{ usedLink: 'This link was used or has expired', wrongKey: 'This key is unknown, expired or revoked.' },
};
const CHINESE: typeof ENGLISH = {
  ...{ signIn: '登录', useKey: '使用密钥登录', key: '接口密钥', requestId: '请求编号' },
  ...{ usedLink: '链接已使用或已过期', wrongKey: '密钥不存在、已过期或已吊销。' },
};

let served: TestConsole;
beforeAll(async () => {
  served = await startConsole();
});
afterAll(() => served.close());

test.each(LOOKS)(
  'a refused link and a refused key are explained: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'zh' ? CHINESE : ENGLISH;
    const { page, flaws, fits, errors, close } = await served.open(look, `/sign-in#${'x'.repeat(43)}`);
    const submit = () => page.getByRole('button', { name: words.signIn, exact: true }).click();
    const alert = page.getByRole('alert');
    const says = async (text: string) => {
      await alert.filter({ hasText: text }).filter({ hasText: words.requestId }).waitFor();
      // There are no facts that decided.
      expect(await alert.locator('details').count()).toBe(0);
      expect(await flaws()).toEqual([]);
      expect(await fits()).toBe(true);
    };
    await submit();
    await says(words.usedLink);
    await page.getByRole('button', { name: words.useKey }).click();
    await page.getByLabel(words.key).waitFor();
    expect(await alert.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');

    await page.getByLabel(words.key).fill('pf_unknown');
    await submit();
    await says(words.wrongKey);
    await page.getByLabel(words.key).fill(served.product.keys.sales);
    await submit();
    await page.getByLabel(words.key).waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).not.toBe('/sign-in');
    expect(errors).toEqual([]);
    await close();
  },
);
