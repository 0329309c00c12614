/** Every kind of notice reads well in both languages, with all of its facts and with none (rules §8.16, AMB-55). */
import { NOTICE_KINDS } from '../../src/domain/kinds.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { NoticeSubject } from '../../src/messages/notices/notice-facts.ts';
import { renderNotice } from '../../src/messages/notices/render-notice.ts';
import { flawsOf } from './readable.ts';

const INSPECTION = { en: { one: 'inspection', many: 'inspections' }, zh: '例次' };
const NAMES = ['Clínica Río', 'Hospital Norte', 'PO-2026-7', 'AIMIS-CN-CI-QTY-15Y', 'ord_01', 'MPR'];

const BARE: NoticeSubject = { accountName: 'Clínica Río', timeZone: 'Asia/Singapore' };
const SUBJECT: NoticeSubject = {
  ...BARE,
  scopeName: 'Hospital Norte',
  reference: 'PO-2026-7',
  sku: { name: { en: 'Remote diagnosis', zh: '远程诊断' }, kind: 'service', unit: INSPECTION },
  resource: { name: { en: 'Cloud inspections', zh: '云检查' }, unit: INSPECTION },
  buy: {
    name: { en: 'Cloud inspections by quantity', zh: '云检查资源（按量）' },
    kind: 'inspection-lot',
    unit: INSPECTION,
  },
};
const AT = '2026-03-09T01:00:00.000Z';
const PAYLOAD: JsonObject = {
  orderId: 'ord_01',
  sku: 'AIMIS-CN-CI-QTY-15Y',
  resource: 'inspection',
  capability: 'inspection.upload',
  organizationId: 'org_01',
  lotId: 'lot_01',
  units: 125_000,
  unitsAtRisk: 125_000,
  offset: 30,
  arrears: 30,
  available: 1,
  threshold: 200,
  count: 3,
  daysBefore: 7,
  total: { amountMinor: 1_200_050, currency: 'USD' },
  amount: { amountMinor: 1_200_050, currency: 'CNY' },
  reason: 'MPR',
  buy: { sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 10_000 },
  from: AT,
  until: AT,
  startBy: AT,
  expiresAt: AT,
  suspendsAt: AT,
  payUntil: AT,
  capturedAt: AT,
  deliveredAt: AT,
};

/** All facts, none, each one missing, each one null, periods without units, and maintenance. */
const CASES: readonly (readonly [string, JsonObject, NoticeSubject])[] = [
  ['all facts', PAYLOAD, SUBJECT],
  ['no facts', {}, BARE],
  ['unknown names', PAYLOAD, BARE],
  ...Object.keys(PAYLOAD).flatMap((field) => {
    const { [field]: _, ...rest } = PAYLOAD;
    return [
      [`without ${field}`, rest, SUBJECT],
      [`${field} null`, { ...rest, [field]: null }, SUBJECT],
    ] as const;
  }),
  ['a period', { ...PAYLOAD, resource: null, buy: null }, { ...SUBJECT, resource: undefined }],
  [
    'maintenance',
    PAYLOAD,
    {
      ...SUBJECT,
      sku: { name: { en: 'Maintenance', zh: '维保服务' }, kind: 'maintenance', unit: INSPECTION },
    },
  ],
];

it.each(NOTICE_KINDS)('a notice of %s reads well in both languages, whatever is known', (kind) => {
  const flaws = CASES.flatMap(([, payload, subject]) => {
    const { title, text } = renderNotice(kind, payload, subject);
    const names = [...NAMES, 'Asia/Singapore'];
    return [
      ...flawsOf(title.en, 'en', names),
      ...flawsOf(text.en, 'en', names),
      ...flawsOf(title.zh, 'zh', NAMES),
      ...flawsOf(text.zh, 'zh', NAMES),
      ...(/[.。]$/.test(title.en + title.zh) ? [`a title that ends as a sentence: ${title.en}`] : []),
      ...(text.en.endsWith('.') && text.zh.endsWith('。') ? [] : [`no full stop: ${text.en}`]),
    ];
  });
  expect(flaws).toEqual([]);
});

it('names what can be ordered, in local time and the words of each language', () => {
  const { title, text } = renderNotice('arrears.opened', PAYLOAD, SUBJECT);
  expect(title).toEqual({ en: 'In arrears: Cloud inspections', zh: '欠费提醒：云检查' });
  expect(text.en).toBe(
    'Clínica Río has used up its Cloud inspections and is 30 inspections in arrears. Unless the arrears are paid by 9 March 2026, 09:00 (Asia/Singapore), the service will be suspended; stored content remains available. Please order 10,000 inspections (Cloud inspections by quantity; AIMIS-CN-CI-QTY-15Y): the arrears are paid first.',
  );
  expect(text.zh).toBe(
    'Clínica Río：云检查已用尽，欠费 30 例次。如未续费，将于 2026年3月9日 09:00 停服，已存储的内容不受影响。请订购 1 万例次（云检查资源（按量），AIMIS-CN-CI-QTY-15Y），续费后优先抵扣欠费。',
  );
});

it('says of maintenance that was not started that it starts by itself, and of other services that they lapse', () => {
  const maintenance: NoticeSubject = {
    ...BARE,
    sku: { name: { en: 'Maintenance', zh: '维保' }, kind: 'maintenance', unit: INSPECTION },
  };
  const payload = { startBy: AT };
  expect(renderNotice('service.expiring', payload, maintenance).text.en).toMatch(
    /starts by itself on 9 March/,
  );
  expect(renderNotice('service.expiring', payload, SUBJECT).text.zh).toContain(
    '2026年3月9日 09:00 前启动，逾期失效',
  );
});
