/** What the documentation page sends in place of the examples of the document. */
import { randomUUID } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { ROUTES } from '../../../src/contracts/routes.ts';
import { openApiDocument } from '../../../src/http/openapi/document.ts';
import { EXAMPLE_ID_END, EXAMPLE_KEY } from '../../../src/http/openapi/shared.ts';
import { DOCS_SCRIPT } from '../../../src/http/server/docs-page.ts';

interface PageRequest {
  url: string;
  body?: string;
  headers?: Record<string, string>;
}
interface Page {
  readonly requestInterceptor: (request: PageRequest) => PageRequest;
  readonly responseInterceptor: (response: { ok: boolean; url: string; text: string }) => unknown;
}

/** Runs the script as the page does, and returns what it gives to Swagger UI. */
function openPage(): Page {
  let page: Page | undefined;
  runInNewContext(DOCS_SCRIPT, { crypto, SwaggerUIBundle: (options: Page) => (page = options) });
  if (page === undefined) throw new Error('the script shows no document');
  return page;
}

const EXAMPLE = `/v1/accounts/acc_${EXAMPLE_ID_END}`;
const idOf = (prefix: string) => `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 26)}`;
const respond = (page: Page, body: unknown, { ok = true, url = '/v1/accounts' } = {}) =>
  page.responseInterceptor({ ok, url, text: JSON.stringify(body) });

it('sends a fresh key for each click, and the key of a user as it is', () => {
  const { requestInterceptor } = openPage();
  const keyOf = (key: string) =>
    requestInterceptor({ url: '/v1/orders', headers: { 'Idempotency-Key': key } }).headers?.[
      'Idempotency-Key'
    ];
  const keys = [keyOf(EXAMPLE_KEY), keyOf(EXAMPLE_KEY)];
  expect(keys).toEqual([expect.stringMatching(/^docs-[0-9a-f]{32}$/), expect.stringMatching(/^docs-/)]);
  expect(keys[0]).not.toBe(keys[1]);
  expect(keyOf('mine')).toBe('mine');
});

it('sends the example of an id until it has shown a record of that kind', () => {
  const page = openPage();
  expect(page.requestInterceptor({ url: EXAMPLE }).url).toBe(EXAMPLE);
  respond(page, { id: idOf('ord') });
  expect(page.requestInterceptor({ url: EXAMPLE }).url).toBe(EXAMPLE);
});

it('sends the id of the record that it showed last, in the path and in the body', () => {
  const page = openPage();
  const [first, second, organization] = [idOf('acc'), idOf('acc'), idOf('org')];
  respond(page, { id: first });
  respond(page, { id: second });
  respond(page, { id: organization, accountId: second });
  const body = JSON.stringify({ organizationId: `org_${EXAMPLE_ID_END}` });
  expect(page.requestInterceptor({ url: EXAMPLE, body })).toMatchObject({
    url: `/v1/accounts/${second}`,
    body: JSON.stringify({ organizationId: organization }),
  });
});

it('takes the newest entry of a list', () => {
  const page = openPage();
  const [newest, older] = [idOf('acc'), idOf('acc')];
  respond(page, { items: [{ id: newest }, { id: older }] });
  expect(page.requestInterceptor({ url: EXAMPLE }).url).toBe(`/v1/accounts/${newest}`);
});

it('takes no id from a refusal or from the document itself', () => {
  const page = openPage();
  respond(page, { evidence: { id: idOf('acc') } }, { ok: false });
  respond(page, { example: idOf('acc') }, { url: 'http://localhost:3000/v1/openapi.json' });
  expect(page.requestInterceptor({ url: EXAMPLE }).url).toBe(EXAMPLE);
});

it('leaves ids alone that a user entered', () => {
  const page = openPage();
  const entered = `/v1/accounts/${idOf('acc')}`;
  respond(page, { id: idOf('acc') });
  expect(page.requestInterceptor({ url: entered }).url).toBe(entered);
});

test('every id of an example is one that the page can replace', () => {
  const ids = JSON.stringify(openApiDocument(ROUTES)).match(/"[a-z]{3}_01[0-9a-z]*"/g) ?? [];
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !id.endsWith(`_${EXAMPLE_ID_END}"`))).toEqual([]);
});
