/** What the documentation page sends in place of the examples of the document. */
import { randomUUID } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { ROUTES } from '../../../src/contracts/routes.ts';
import { openApiDocument } from '../../../src/http/openapi/document.ts';
import { EXAMPLE_ID_END, EXAMPLE_KEY } from '../../../src/http/openapi/shared.ts';
import { DOCS_SCRIPT } from '../../../src/http/server/docs-page.ts';

interface PageRequest {
  method?: string;
  url: string;
  body?: string;
  headers?: Record<string, string>;
}
interface Page {
  readonly requestInterceptor: (request: PageRequest) => PageRequest;
  readonly responseInterceptor: (response: {
    ok: boolean;
    status: number;
    url: string;
    text: string;
  }) => unknown;
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
const respond = (page: Page, body: unknown, { status = 200, url = '/v1/accounts' } = {}) =>
  page.responseInterceptor({ ok: status < 300, status, url, text: JSON.stringify(body) });
const urlOf = (page: Page, url: string, method = 'GET') => page.requestInterceptor({ method, url }).url;

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
  expect(urlOf(page, EXAMPLE)).toBe(EXAMPLE);
  respond(page, { id: idOf('ord') });
  expect(urlOf(page, EXAMPLE)).toBe(EXAMPLE);
});

it('reads the record that it showed last', () => {
  const page = openPage();
  const [first, second] = [idOf('acc'), idOf('acc')];
  respond(page, { id: first });
  respond(page, { id: second });
  expect(urlOf(page, EXAMPLE)).toBe(`/v1/accounts/${second}`);
});

it('changes the record that it created last, in the path and in the body', () => {
  const page = openPage();
  const [account, organization] = [idOf('acc'), idOf('org')];
  respond(page, { id: account }, { status: 201 });
  respond(page, { id: organization, accountId: account }, { status: 201 });
  const body = JSON.stringify({ organizationId: `org_${EXAMPLE_ID_END}` });
  expect(page.requestInterceptor({ method: 'POST', url: EXAMPLE, body })).toMatchObject({
    url: `/v1/accounts/${account}`,
    body: JSON.stringify({ organizationId: organization }),
  });
});

it('changes no record that it only showed', () => {
  const page = openPage();
  const revoke = `/v1/keys/key_${EXAMPLE_ID_END}/revoke`;
  respond(page, { items: [{ id: idOf('key') }] });
  expect(urlOf(page, revoke, 'POST')).toBe(revoke);
  const made = idOf('key');
  respond(page, { id: made }, { status: 201 });
  respond(page, { items: [{ id: idOf('key') }] });
  expect(urlOf(page, revoke, 'POST')).toBe(`/v1/keys/${made}/revoke`);
});

it('takes the newest entry of a list', () => {
  const page = openPage();
  const [newest, older] = [idOf('acc'), idOf('acc')];
  respond(page, { items: [{ id: newest }, { id: older }] });
  expect(urlOf(page, EXAMPLE)).toBe(`/v1/accounts/${newest}`);
});

it('takes no id from a refusal or from the document itself', () => {
  const page = openPage();
  respond(page, { evidence: { id: idOf('acc') } }, { status: 409 });
  respond(page, { example: idOf('acc') }, { url: 'http://localhost:3000/v1/openapi.json' });
  expect(urlOf(page, EXAMPLE)).toBe(EXAMPLE);
});

it('leaves ids alone that a user entered', () => {
  const page = openPage();
  const entered = `/v1/accounts/${idOf('acc')}`;
  respond(page, { id: idOf('acc') });
  expect(urlOf(page, entered)).toBe(entered);
});

test('every id of an example is one that the page can replace', () => {
  const ids = JSON.stringify(openApiDocument(ROUTES)).match(/"[a-z]{3}_01[0-9a-z]*"/g) ?? [];
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !id.endsWith(`_${EXAMPLE_ID_END}"`))).toEqual([]);
});
