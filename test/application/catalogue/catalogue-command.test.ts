/** `catalogue check` tells people and programs what is wrong in a file before it is published. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catalogueCommand } from '../../../src/cli/catalogue-command.ts';
import type { CatalogueCheck } from '../../../src/application/catalogue/check-files.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';
import { SMS_LINES, smsLineFile } from './sms-line.ts';

const [US, JP] = [smsLineFile(SMS_LINES[0]!), smsLineFile(SMS_LINES[1]!)];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'line-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileWith(content: object | string, name = 'sms.json'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Runs the command as a shell does: what it wrote, and the code it ends with. */
async function run(...args: string[]) {
  let stdout = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const before = process.exitCode;
  try {
    const environment = { CATALOGUE_DIR: SHIPPED_CATALOGUE };
    await catalogueCommand(environment).parseAsync(['check', ...args], { from: 'user' });
    return { stdout, code: process.exitCode };
  } finally {
    process.exitCode = before;
    spy.mockRestore();
  }
}

const check = async (...files: string[]) =>
  JSON.parse((await run(...files, '--json')).stdout) as CatalogueCheck;

it('ends with 0 for a file that could be published, and shows what it would sell', async () => {
  const file = await fileWith(JP);
  const { stdout, code } = await run(file);
  expect(code).toBe(0);
  expect(stdout).toMatch(/PRODUCT LINE +CURRENCY +SKUS +WITHOUT PRICE +RULES\n.*sms-jp +JPY +3 +0 +10\n/);
  expect(stdout).toContain('No mistakes.');
  expect(await check(file)).toEqual({
    valid: true,
    lines: [
      {
        file,
        productLine: 'sms-jp',
        name: { en: 'SMS packages JP', zh: '短信套餐 JP' },
        currency: 'JPY',
        skus: 3,
        unpriced: [],
        rules: 10,
      },
    ],
    problems: [],
  });
});

it('takes several files that declare the same units and the same resource', async () => {
  const files = [await fileWith(US, 'us.json'), await fileWith(JP, 'jp.json')];
  expect(await check(...files)).toMatchObject({
    valid: true,
    lines: [{ currency: 'USD' }, { currency: 'JPY' }],
  });
});

it('checks a file of an included line in place of the included one', async () => {
  const file = path.join(folder, 'new-prices.json');
  await cp(path.join(SHIPPED_CATALOGUE, 'ipc.json'), file);
  expect(await check(file)).toMatchObject({ valid: true, lines: [{ productLine: 'ipc' }] });
});

it('ends with 1 for a file with mistakes, each in a row with its place', async () => {
  const [pack, ...others] = JP.skus;
  const file = await fileWith({ ...JP, currency: 'XXX', skus: [{ ...pack, minimum: 0 }, ...others] });
  const { stdout, code } = await run(file);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^FILE +PLACE +PROBLEM\n/);
  expect(stdout).toMatch(/ currency +must be the code of a currency in ISO 4217/);
  expect(stdout).toMatch(/ skus\[0\]\.minimum +/);
  expect(stdout).toContain('2 mistakes; nothing can be published.');
});

describe('every mistake has its file, its place and what is expected:', () => {
  const [pack, number] = [JP.skus[0]!, JP.skus[1]!];
  const [resource] = [JP.resources[0]!];
  const statements = JP.rules.statements;
  it.each<[string, object | string, string, RegExp]>([
    ['no JSON', '{', '', /is not valid JSON/],
    [
      'a rule that nobody states',
      { ...JP, terms: { ...JP.terms, rule: 'R-SMSJP-99' } },
      'terms.rule',
      /"R-SMSJP-99" is no rule that the product knows; a rule of the line stands in rules\.statements/,
    ],
    [
      'a rule of another source',
      { ...JP, rules: { ...JP.rules, statements: { ...statements, 'R-CN-99': { en: 'A.', zh: '甲。' } } } },
      'rules.statements.R-CN-99',
      /must be an id such as R-PAPER-01/,
    ],
    [
      'a statement in one language',
      { ...JP, rules: { ...JP.rules, statements: { ...statements, 'R-SMSJP-11': { en: 'A.' } } } },
      'rules.statements.R-SMSJP-11.zh',
      /expected string/,
    ],
    [
      'a resource without a rule for its suspension',
      {
        ...JP,
        resources: [{ ...resource, rules: { ...resource.rules, suspension: undefined } }],
      },
      'resources[0].rules.suspension',
      /with arrears it needs a rule for the suspension/,
    ],
    [
      'a resource in an unknown unit',
      { ...JP, resources: [{ ...resource, unit: 'byte' }] },
      'resources[0].unit',
      /there is no unit byte/,
    ],
    [
      'a capability without a name',
      { ...JP, capabilities: { 'sms.send': JP.capabilities['sms.send'] } },
      'skus[1].fulfilment.closes',
      /capabilities of the file must name sms\.number/,
    ],
    [
      'a unit in other words than another file',
      { ...JP, units: { ...JP.units, set: { en: { one: 'box', many: 'boxes' }, zh: '盒' } } },
      'units.set',
      /another file declares it in other words/,
    ],
    [
      'a kind that is fulfilled otherwise',
      { ...JP, skus: [{ ...pack, kind: 'licence' }, number] },
      'skus[0].fulfilment.kind',
      /a SKU of kind licence is fulfilled by licence, not by lot/,
    ],
    [
      'a reminder that is no number of days',
      { ...JP, policies: { version: '1', values: { reminderDays: [0] } } },
      'policies.values.reminderDays',
      /./,
    ],
    [
      'a feature without a name',
      { ...JP, features: {} },
      'skus[2].features[0]',
      /features of the file must name sender-name/,
    ],
  ])('%s', async (_mistake, content, place, expected) => {
    const file = await fileWith(content);
    const { valid, problems } = await check(file);
    expect(valid).toBe(false);
    expect(problems).toContainEqual({
      file,
      path: place,
      problem: expect.stringMatching(expected) as string,
    });
  });

  it('a resource that two lines declare differently', async () => {
    const other = { ...US, resources: [{ ...US.resources[0]!, overdraft: 'none' }] };
    const { problems } = await check(await fileWith(JP, 'jp.json'), await fileWith(other, 'us.json'));
    expect(problems.map(({ path: place }) => place)).toEqual(['resources[0]']);
  });
});

it('explains itself', () => {
  const [command] = catalogueCommand({}).commands;
  expect(command!.helpInformation()).toContain('check files of product lines before they are published');
});
