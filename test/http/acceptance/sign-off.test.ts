/** What a sign-off link gives without a key: the evidence, the forms, and the certificate of the acceptance. */
import { createHash } from 'node:crypto';
import { certificate as certificateShape } from '../../../src/contracts/sign-off.ts';
import { canonicalText } from '../../../src/domain/canonical-text.ts';
import type { Json } from '../../../src/domain/json.ts';
import { ProductClient, read } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const HUAWEI = { termsVersion: '2025-07-08', reference: 'PO-17' };
const NOTE = 'Handed over <on site>\nBy hand';
const PHOTO = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const give = (id: string, command: string, body: object = {}) =>
  client.call('delivery', `/v1/services/${id}/${command}`, { body });

async function storedPhoto(accountId: string): Promise<string> {
  const response = await fetch(`${product.url}/v1/files?accountId=${accountId}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${product.keys.delivery}`,
      'content-type': 'image/png',
      'x-file-name': 'site.png',
      'idempotency-key': `photo of ${accountId}`,
    },
    body: PHOTO,
  });
  return ((await response.json()) as { id: string }).id;
}

/** A service that waits for its acceptance, delivered with a note and, unless told otherwise, a photo. */
async function delivered({ photo = true } = {}) {
  const { id: accountId, organizationId } = await client.customer({ agreement: false });
  const note = { organizationName: 'North Clinic' };
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId, note };
  const order = await client.bought(accountId, [line], HUAWEI);
  const { id } = order.lines[0]!.entitlements[0]!;
  await give(id, 'start');
  const document = photo ? { document: { fileId: await storedPhoto(accountId) } } : {};
  await give(id, 'deliver', { evidence: { note: NOTE, ...document } });
  return { accountId, orderId: order.id, id };
}

async function linkTo(id: string): Promise<string> {
  const { body } = await client.call('delivery', `/v1/services/${id}/acceptance-links`, { body: {} });
  return String(body['url']);
}

const apiOf = (url: string, below = '') => url.replace('/sign-off/', '/v1/sign-off/') + below;
const textOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();
const send = (url: string, command: string, fields: Record<string, string>) =>
  fetch(`${url}/${command}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

test('staff see with the service that a link can be used, without its address; customers do not', async () => {
  const { accountId, id } = await delivered({ photo: false });
  const seenBy = async (key?: string) =>
    (await client.call('delivery', `/v1/services/${id}`, key === undefined ? {} : { key })).body;
  expect(await seenBy()).not.toHaveProperty('signOffLink');
  const { body } = await client.call('delivery', `/v1/services/${id}/acceptance-links`, { body: {} });
  expect((await seenBy())['signOffLink']).toEqual({ expiresAt: body['expiresAt'] });
  expect((await seenBy())['note']).toMatchObject({ hasToken: false });
  const customer = await seenBy(await client.customerKey(accountId));
  expect(customer).not.toHaveProperty('signOffLink');
  expect(customer['note']).not.toHaveProperty('hasToken');
  await give(id, 'reject', { rejectedBy: 'Dr. Chen', reason: 'A page is missing' });
  await give(id, 'deliver');
  // The link is about the delivery before.
  expect(await seenBy()).not.toHaveProperty('signOffLink');
});

describe('the evidence', () => {
  test('is readable through the link, as a file that no page can run, until the link is replaced', async () => {
    const { id } = await delivered();
    const url = await linkTo(id);
    const seen = (await (await fetch(apiOf(url))).json()) as object;
    expect(seen).toMatchObject({
      service: {
        orderReference: 'PO-17',
        orderedAt: expect.any(String) as unknown,
        deliveredBy: expect.stringContaining('delivery') as unknown,
        evidence: { note: NOTE, document: { name: 'site.png', sha256: sha256(PHOTO) } },
      },
    });
    const file = await fetch(apiOf(url, '/evidence'));
    expect(file.status).toBe(200);
    expect(Buffer.from(await file.arrayBuffer()).equals(PHOTO)).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="site.png"');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(file.headers.get('cache-control')).toBe('no-store');
    const newer = await linkTo(id);
    expect((await fetch(apiOf(url, '/evidence'))).status).toBe(404);
    expect((await fetch(apiOf(newer, '/evidence'))).status).toBe(200);
  });

  test('is not there without a file, for another token, and after the link has expired', async () => {
    const { id } = await delivered({ photo: false });
    const url = await linkTo(id);
    expect((await fetch(apiOf(url, '/evidence'))).status).toBe(404);
    const { id: other } = await delivered();
    const link = await linkTo(other);
    expect((await fetch(apiOf(`${link.slice(0, -2)}aa`, '/evidence'))).status).toBe(404);
    const { acceptanceLinks } = product.fixture.database.models;
    await acceptanceLinks.updateOne(
      { serviceId: other },
      { $set: { expiresAt: product.fixture.serverNow() } },
    );
    for (const below of ['', '/evidence', '/certificate'])
      expect([below, (await fetch(apiOf(link, below))).status]).toEqual([below, 404]);
  });
});

describe('the page', () => {
  test('shows what was ordered and delivered, with the photo, and switches the language', async () => {
    const { id } = await delivered();
    const url = await linkTo(id);
    const english = await textOf(url);
    for (const text of [
      'PO-17',
      'North Clinic',
      'General Hospital',
      'Handed over &lt;on site&gt;',
      sha256(PHOTO),
    ])
      expect(english).toContain(text);
    expect(english).toContain(`<img src="${new URL(apiOf(url, '/evidence')).pathname}"`);
    expect(english).not.toMatch(/<script|<on site>/);
    const { pathname } = new URL(url);
    expect(english).toContain(`href="${pathname}?language=zh"`);
    const chinese = await textOf(`${url}?language=zh`, { headers: { 'accept-language': 'en' } });
    expect(chinese).toContain('<html lang="zh-Hans">');
    expect(chinese).toContain('服务验收');
    expect(chinese).toContain(`action="${pathname}/accept?language=zh#decision"`);
    const done = await send(url, 'accept?language=zh', { name: '陈医生' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${pathname}?language=zh`]);
  });

  test('keeps what was typed where a form is refused, and says what is wrong beside it', async () => {
    const { id } = await delivered();
    const url = await linkTo(id);
    const refused = await send(url, 'reject', { name: 'Dr. "Chen"', reason: '  ' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('<title>Your decision was not recorded: ');
    expect(page).toContain('value="Dr. &quot;Chen&quot;"');
    expect(page).toContain('<details open>');
    expect(page).toMatch(/<textarea name="reason"[^>]* aria-invalid="true" aria-describedby="reason-error">/);
    // The form leads to the message above its fields.
    expect(page).toMatch(/<div class="notice" role="alert" id="decision" tabindex="-1">.*<form/s);
    const long = 'Missing: '.padEnd(2_001, 'x');
    const tooLong = await send(url, 'reject', { name: ' ', reason: long });
    expect(await tooLong.text()).toContain(long);
    expect((await client.call('delivery', `/v1/services/${id}`)).body['state']).toBe('delivered');
  });

  test('shows calmly what was recorded: who decided, and why', async () => {
    const url = await linkTo((await delivered({ photo: false })).id);
    await send(url, 'reject', { name: 'Dr. Chen', reason: 'A page is missing' });
    const page = await textOf(url);
    expect(page).toContain('Dr. Chen');
    expect(page).toContain('A page is missing');
    expect(page).not.toMatch(/<form|class="notice"/);
  });

  test('of an expired link name whom to ask; of an unknown one they do not know', async () => {
    const { id } = await delivered({ photo: false });
    const url = await linkTo(id);
    const { acceptanceLinks } = product.fixture.database.models;
    await acceptanceLinks.updateOne({ serviceId: id }, { $set: { expiresAt: product.fixture.serverNow() } });
    const expired = await fetch(`${url}?language=zh`);
    expect(expired.status).toBe(404);
    expect(await expired.text()).toContain('请联系销售获取新链接。');
    expect(await textOf(`${url.slice(0, -2)}aa?language=zh`)).toContain('请联系我们获取新链接。');
  });

  test('opened again at the address of a form, shows the delivery', async () => {
    const url = await linkTo((await delivered({ photo: false })).id);
    for (const command of ['accept', 'reject', 'certificate']) {
      const opened = await fetch(`${url}/${command}`, { redirect: 'manual' });
      expect([opened.status, opened.headers.get('location')]).toEqual([303, new URL(url).pathname]);
    }
  });
});

describe('the certificate', () => {
  test('says who accepted what and when, with hashes that the audit and the evidence have', async () => {
    const { accountId, orderId, id } = await delivered();
    const url = await linkTo(id);
    expect((await fetch(apiOf(url, '/certificate'))).status).toBe(404);
    expect((await client.call('sales', `/v1/services/${id}/certificate`)).status).toBe(404);
    expect((await send(url, 'accept', { name: 'Dr. Chen' })).status).toBe(303);
    const certificate = read(certificateShape, await client.call('sales', `/v1/services/${id}/certificate`));
    const [record] = (await client.audit(accountId)).filter(({ type }) => type === 'service.accepted');
    const { accountName: _account, actorName: _actor, ...hashed } = record as unknown as Record<string, Json>;
    expect(certificate).toMatchObject({
      id: record!.id,
      serviceId: id,
      orderId,
      orderReference: 'PO-17',
      accountId,
      organizationName: 'North Clinic',
      deliveredBy: expect.stringContaining('delivery') as unknown,
      deliveryEvidence: { noteSha256: sha256(NOTE), document: { name: 'site.png', sha256: sha256(PHOTO) } },
      given: 'link',
      acceptedBy: 'Dr. Chen',
      timeZone: 'Asia/Shanghai',
      record: { id: record!.id, recordedAt: record!.recordedAt, sha256: sha256(canonicalText(hashed)) },
    });
    expect(await (await fetch(apiOf(url, '/certificate'))).json()).toEqual(certificate);

    const page = await textOf(`${url}/certificate`);
    for (const text of [certificate.id, certificate.record.sha256, sha256(PHOTO), sha256(NOTE), 'Dr. Chen'])
      expect(page).toContain(text);
    expect(await textOf(url)).toContain(`href="${new URL(url).pathname}/certificate"`);
  });

  test('is there for what staff or a customer accepted, and for the customer of the service only', async () => {
    const byStaff = await delivered({ photo: false });
    await give(byStaff.id, 'accept', { acceptedBy: 'Dr. Li', evidence: { note: 'Signed on paper' } });
    const path = `/v1/services/${byStaff.id}/certificate`;
    expect((await client.call('delivery', path)).body).toMatchObject({
      given: 'staff',
      acceptedBy: 'Dr. Li',
      acceptanceEvidence: { note: 'Signed on paper', noteSha256: sha256('Signed on paper') },
    });
    const byCustomer = await delivered({ photo: false });
    const key = await client.customerKey(byCustomer.accountId);
    const asCustomer = (to: string, body?: object) =>
      client.call('sales', to, { key, ...(body === undefined ? {} : { body }) });
    await asCustomer(`/v1/services/${byCustomer.id}/accept`, { acceptedBy: 'Dr. Wu' });
    expect((await asCustomer(`/v1/services/${byCustomer.id}/certificate`)).body).toMatchObject({
      given: 'customer',
      acceptedBy: 'Dr. Wu',
    });
    expect((await asCustomer(path)).status).toBe(404);
  });
});
