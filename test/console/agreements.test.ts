/** The form of an agreement becomes a body that the API takes. */
import { agreementBody } from '../../src/console/agreements/agreement-body.ts';
import { formatList } from '../../src/console/format/list.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';

const ACCOUNT_ID = 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x';
const DOCUMENT = { fileId: 'fil_01jb5w8q2m3n4p5r6s7t8v9w0x' };

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('what is empty is left out', () => {
  const form = formOf([
    ['number', ' COOP-17 '],
    ['productLines', 'aimis-intl'],
    ['signedOn', '2026-03-09'],
    ['validTo', ''],
    ['parties', ' \n'],
  ]);
  const body = agreementBody(ACCOUNT_ID, form, DOCUMENT);
  expect(body).toEqual({
    accountId: ACCOUNT_ID,
    number: 'COOP-17',
    productLines: ['aimis-intl'],
    signedOn: '2026-03-09',
    document: DOCUMENT,
  });
  expect(API_ROUTES.recordAgreement.body.safeParse(body).error).toBeUndefined();
});

test('all product lines and one party on each line are sent', () => {
  const form = formOf([
    ['number', 'COOP-17'],
    ['productLines', 'aimis-intl'],
    ['productLines', 'ipc'],
    ['signedOn', '2026-03-09'],
    ['validTo', '2027-03-08'],
    ['parties', 'Riverside Hospital\r\n\r\nNorth Alliance '],
  ]);
  const body = agreementBody(ACCOUNT_ID, form, { name: 'coop.pdf', sha256: 'a'.repeat(64) });
  expect(body).toMatchObject({
    productLines: ['aimis-intl', 'ipc'],
    validTo: '2027-03-08',
    parties: ['Riverside Hospital', 'North Alliance'],
  });
  expect(API_ROUTES.recordAgreement.body.safeParse(body).error).toBeUndefined();
});

test('names in a sentence', () => {
  expect(formatList(['A', 'B', 'C'], 'en')).toBe('A, B and C');
  expect(formatList(['甲', '乙'], 'zh')).toBe('甲和乙');
});
