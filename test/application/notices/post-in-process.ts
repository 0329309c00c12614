/** Posts one webhook in a process of its own, because Node reads the certificates that an operator trusts when it starts. */
import { postWebhook } from '../../../src/application/notices/post-webhook.ts';
import { signWebhook } from '../../../src/application/notices/sign-webhook.ts';

const [url = '', secret = '', body = ''] = process.argv.slice(2);
const webhook = signWebhook({ id: 'dlv_1', sentAt: new Date(), body }, [secret]);
const outcome = await postWebhook(url, webhook, {
  rule: { allowLoopback: true, allowPrivate: false },
  timeoutMs: 10_000,
  resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
