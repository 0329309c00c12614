/** A notice is verified as the product signs it. */
import { NoticeNotVerifiedError, noticeVerifier } from '../../client/src/webhooks.ts';
import { newWebhookSecret, signWebhook, webhookBodyOf } from '../../src/application/notices/sign-webhook.ts';
import type { NoticeDocument } from '../../src/storage/collections/notices.ts';

const SECRET = newWebhookSecret();
const OTHER = newWebhookSecret();
const TEN_MINUTES_MS = 600_000;
const BODY = webhookBodyOf({
  _id: 'ntc_1',
  kind: 'lot.credited',
  accountId: 'acc_1',
  at: '2026-03-09T01:00:00.000Z',
  payload: { units: 100, title: { en: 'Units were credited', zh: '例次已到账' } },
} as unknown as NoticeDocument);
const signed = (secrets = [SECRET], sentAt = new Date()) =>
  signWebhook({ id: 'dlv_1', sentAt, body: BODY }, secrets);

const verify = noticeVerifier(SECRET);

test('a signed notice is returned with the id of its delivery, typed by its kind', () => {
  const { body, headers } = signed();
  const { id, notice } = verify(body, headers);
  expect(id).toBe('dlv_1');
  expect(notice.type === 'lot.credited' && notice.data.units).toBe(100);
  expect(notice.data.noticeId).toBe('ntc_1');
});

test('headers may be those of fetch, and the body bytes', () => {
  const { body, headers } = signed();
  expect(verify(new TextEncoder().encode(body), new Headers(headers)).id).toBe('dlv_1');
});

test('while a secret is replaced, either one is enough', () => {
  const { body, headers } = signed([OTHER, SECRET]);
  expect(verify(body, headers).id).toBe('dlv_1');
  const changed = signed([OTHER]);
  expect(noticeVerifier(SECRET, OTHER)(changed.body, changed.headers).id).toBe('dlv_1');
});

test.each([
  ['another secret', signed([OTHER])],
  ['another body', { ...signed(), body: BODY.replace('acc_1', 'acc_2') }],
  ['another id', { ...signed(), headers: { ...signed().headers, 'webhook-id': 'dlv_2' } }],
  ['a time ten minutes ago', signed([SECRET], new Date(Date.now() - TEN_MINUTES_MS))],
  ['a time in ten minutes', signed([SECRET], new Date(Date.now() + TEN_MINUTES_MS))],
  ['no signature', { body: BODY, headers: { 'webhook-id': 'dlv_1' } }],
  ['no headers', { body: BODY, headers: {} }],
])('a notice with %s is refused', (_what, { body, headers }) => {
  expect(() => verify(body, headers)).toThrow(NoticeNotVerifiedError);
});

test('a verifier without a secret would accept nothing, so it is not made', () => {
  expect(() => noticeVerifier()).toThrow('needs a secret');
  expect(() => noticeVerifier('')).toThrow();
});
