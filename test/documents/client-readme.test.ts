/** The examples of the client's README compile, and run one after the other against the product. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { newWebhookSecret, signWebhook, webhookBodyOf } from '../../src/application/notices/sign-webhook.ts';
import type { NoticeDocument } from '../../src/storage/collections/notices.ts';
import { startProduct, type Product } from '../support/product.ts';
import { readDocument, ROOT } from './documents.ts';

const run = promisify(execFile);
const RUN_TYPESCRIPT = path.join(ROOT, 'test', 'support', 'run-typescript.mjs');
const COMPILER = path.join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc');

const examples = [...readDocument('client/README.md').text.matchAll(/^```ts\n([^]*?)^```/gm)].map(
  ([, code = '']) => code,
);

/** Sends the receiver of the last example a notice, and one whose body was changed. */
const SEND_NOTICES = `
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const address = receiver.address();
const port = typeof address === 'object' ? address?.port : undefined;
const { body, headers } = JSON.parse(process.env['NOTICE'] ?? '') as { body: string; headers: Record<string, string> };
for (const sent of [body, body.replace('acc_1', 'acc_2')]) {
  const { status } = await fetch(\`http://127.0.0.1:\${port}\`, { method: 'POST', headers, body: sent });
  console.log(status);
}
receiver.close();
`;

let product: Product;
let folder: string;
beforeAll(async () => {
  product = await startProduct();
  // In the project, where the package of the client is found.
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, '.cache', 'client-readme-'));
  writeFileSync(path.join(folder, 'examples.ts'), `${examples.join('\n')}${SEND_NOTICES}`);
});
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true });
});

test('the examples compile', async () => {
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { incremental: false, types: ['node'] },
    include: ['examples.ts'],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiled = run(process.execPath, [COMPILER, '-p', folder]).catch((error: unknown) => error);
  expect(await compiled).toEqual({ stdout: '', stderr: '' });
});

test('the examples do what the README says', async () => {
  const secret = newWebhookSecret();
  const notice = {
    _id: 'ntc_1',
    kind: 'lot.credited',
    accountId: 'acc_1',
    at: '2026-03-09T01:00:00.000Z',
    payload: { units: 100 },
  } as unknown as NoticeDocument;
  const signed = signWebhook({ id: 'dlv_1', sentAt: new Date(), body: webhookBodyOf(notice) }, [secret]);
  const { stdout } = await run(
    process.execPath,
    ['--import', RUN_TYPESCRIPT, path.join(folder, 'examples.ts')],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        API_URL: product.url,
        SALES_KEY: product.keys.sales,
        WEBHOOK_SECRET: secret,
        NOTICE: JSON.stringify(signed),
      },
    },
  );
  expect(stdout.trim().split('\n')).toEqual([
    'active',
    'Riverside Hospital',
    'id,name,createdAt',
    '422 validation_failed',
    'true',
    'dlv_1 100',
    '204',
    '401',
  ]);
});
