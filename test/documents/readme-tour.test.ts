/** The tour of the README, run as it is written there. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INTERNAL_ROLES } from '../../src/contracts/roles.ts';
import { registerDevelopmentKeys } from '../../src/application/keys/development-keys.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { storeDevelopmentKeys } from '../../src/devstack/development-secrets.ts';
import { keysFileOf, welcome } from '../../src/devstack/welcome.ts';
import { startProduct, type Product } from '../support/product.ts';
import { codeAfter, readDocument } from './documents.ts';

const tour = codeAfter(readDocument('README.md'), '<!-- tour -->', 'bash');
const arrearsTour = codeAfter(readDocument('README.md'), '<!-- arrears tour -->', 'bash');
const recordTour = codeAfter(readDocument('README.md'), '<!-- record tour -->', 'bash');
/** The tour starts some twenty small processes, which is slow on a busy machine. */
const LIMIT_MS = 300_000;
jest.setTimeout(LIMIT_MS);

let product: Product;
let dataDir: string;

beforeAll(async () => {
  product = await startProduct();
  dataDir = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-tour-'));
  // Created, stored and registered as `npm start` does it.
  const keysFile = keysFileOf({ dataDir });
  storeDevelopmentKeys(keysFile);
  await registerDevelopmentKeys(product.fixture, readFileSync(keysFile, 'utf8'));
});

afterAll(async () => {
  await product.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a script and returns the lines of its output. Throws with them if it fails or writes to stderr. */
async function linesOf(script: string): Promise<string[]> {
  const environment = { ...process.env, PORT: new URL(product.url).port, DATA_DIR: dataDir };
  return new Promise((resolve, reject) => {
    const options = { env: environment, cwd: dataDir, timeout: LIMIT_MS };
    execFile('bash', ['-c', script], options, (error, stdout, stderr) => {
      if (error === null && stderr === '') resolve(stdout.trim().split('\n'));
      else reject(new Error(`${stdout}\n${stderr}`, { cause: error }));
    });
  });
}

test('the tour has ten lines, six more, and four more', () => {
  expect(tour.trim().split('\n')).toHaveLength(10);
  expect(arrearsTour.trim().split('\n')).toHaveLength(6);
  expect(recordTour.trim().split('\n')).toHaveLength(4);
});

test('the tour takes an order from its agreement to its end, as the README says', async () => {
  const lines = await linesOf(tour);
  const shown = codeAfter(readDocument('README.md'), 'last lines of the output', 'text');
  const [agreement, confirmed, payment, usage] = lines
    .slice(0, 4)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

  expect(agreement).toMatchObject({ state: 'active', productLines: ['aimis-intl'] });
  expect(confirmed).toMatchObject({ state: 'awaiting_payment' });
  expect(payment).toMatchObject({ state: 'pending', orderId: confirmed?.['id'] });
  expect(usage).toMatchObject({
    quantity: 3,
    draws: [
      {
        units: 3,
        orderId: confirmed?.['id'],
        unitPrice: { currency: 'USD' },
        expiresAt: '2026-03-07T16:00:00.000Z',
        storedUntil: '2040-03-07T16:00:00.000Z',
      },
    ],
    balance: { available: 997 },
  });
  expect(lines.slice(4, 6)).toEqual(
    shown
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
  expect(lines.slice(6)).toEqual([
    expect.stringContaining(encodeURIComponent(`order:${String(confirmed?.['id'])}`)),
  ]);

  const order = await product.fixture.database.models.orders.findById(String(confirmed?.['id'])).lean();
  expect(order).toMatchObject({ state: 'completed', payment: { state: 'captured' } });
});

test('the tour continues into arrears, out of them and to the proof, with the output of the README', async () => {
  const lines = await linesOf(`${tour}\necho === && ${arrearsTour.trim()}\n${recordTour}`);
  const [arrears, record] = ['The output is\n', 'is found out:\n'].map((before) =>
    codeAfter(readDocument('README.md'), before, 'text').trim().split('\n'),
  );
  expect(lines.slice(lines.indexOf('===') + 1)).toEqual([...arrears!, ...record!]);
});

test('what the start suggests to try works with the keys that it names', async () => {
  const config = loadConfig({ PORT: new URL(product.url).port, DATA_DIR: dataDir });
  const text = welcome(config, INTERNAL_ROLES, []);
  const suggested = text.slice(text.indexOf('Try:\n') + 'Try:\n'.length, text.indexOf('\n\nCtrl-C'));
  const [key, ...calls] = suggested.split(/^ {2}(?=\S)/m).filter((command) => command !== '');
  const answers: unknown[] = [];
  for (const call of calls) answers.push(JSON.parse((await linesOf(`${key}${call}`)).join('')));

  expect(answers).toHaveLength(2);
  expect(answers[0]).toHaveProperty(['items', 0, 'productLine'], 'aimis-intl');
  expect(answers[1]).toMatchObject({ name: 'Riverside Hospital', state: 'active' });
});
