/** A product line that no code knows: SMS packages, sender names and numbers, in a file that brings everything. */

export interface SmsLine {
  /** In codes: `US` makes the line `sms-us`, SKUs `SMS-US-…` and rules `R-SMSUS-…`. */
  readonly code: string;
  readonly currency: string;
  /** Minor units for ten messages. */
  readonly tenMessages: number;
  /** Minor units for a number for a month, and for a sender name for a year. */
  readonly number: number;
  readonly refundPolicy: 'never' | 'agreement_only' | 'before_usage';
}

export const SMS_LINES: readonly SmsLine[] = [
  { code: 'US', currency: 'USD', tenMessages: 75, number: 1_250, refundPolicy: 'agreement_only' },
  { code: 'JP', currency: 'JPY', tenMessages: 33, number: 1_500, refundPolicy: 'before_usage' },
  { code: 'KW', currency: 'KWD', tenMessages: 25, number: 4_125, refundPolicy: 'never' },
];

const STATEMENTS: readonly (readonly [name: string, en: string, zh: string])[] = [
  ['minimum', 'At least 1,000 messages are bought at once.', '单次至少购买 1,000 条短信。'],
  ['step', 'Messages are sold in multiples of 5.', '短信按 5 条的整数倍销售。'],
  ['crediting', 'Messages can be sent within 24 hours of payment.', '付款后 24 小时内即可发送短信。'],
  ['lifetime', 'Messages are valid for one year.', '短信一年内有效。'],
  ['insufficient', 'Messages beyond the package are in arrears.', '超出套餐的短信记为欠费。'],
  ['warning', 'A warning is sent at 100 messages left.', '剩余 100 条短信时提醒。'],
  ['suspension', 'Sending stops 12 hours after arrears begin.', '欠费 12 小时后停止发送短信。'],
  ['recovery', 'A top-up pays the arrears first.', '续费优先抵扣欠费。'],
  ['refund', 'Refunds follow the price list.', '退款以价目表为准。'],
  ['number', 'A number is closed 12 hours after its last month.', '号码到期 12 小时后停用。'],
];

/** Id of the rule of this name. */
export function smsRule(code: string, name: string): string {
  const index = STATEMENTS.findIndex(([known]) => known === name);
  return `R-SMS${code}-${String(index + 1).padStart(2, '0')}`;
}

/** The file of the line, as JSON. */
export function smsLineFile({ code, currency, tenMessages, number, refundPolicy }: SmsLine) {
  const rule = (name: string) => smsRule(code, name);
  return {
    productLine: `sms-${code.toLowerCase()}`,
    name: { en: `SMS packages ${code}`, zh: `短信套餐 ${code}` },
    currency,
    agreement: { required: false, rule: 'AMB-31' },
    contact: { en: 'the message desk at 400 100 200', zh: '短信服务台（400100200）' },
    terms: {
      version: 'sms-1',
      rule: rule('refund'),
      effectiveFrom: '2025-01-01',
      text: { en: ['Send only to people who agreed.'], zh: ['仅可向同意接收的用户发送。'] },
    },
    priceRegions: null,
    policies: { version: 'sms-1', values: { reminderDays: [14, 3], graceHours: 12, paymentWindowDays: 3 } },
    rules: {
      source: { en: `SMS price list ${code}`, zh: `短信价目表 ${code}` },
      statements: Object.fromEntries(STATEMENTS.map(([name, en, zh]) => [rule(name), { en, zh }])),
    },
    units: {
      message: { en: { one: 'message', many: 'messages' }, zh: '条' },
      number: { en: { one: 'number', many: 'numbers' }, zh: '个号码' },
      name: { en: { one: 'name', many: 'names' }, zh: '个签名' },
    },
    resources: [
      {
        resource: 'sms',
        name: { en: 'Text messages', zh: '短信' },
        unit: 'message',
        perStorage: false,
        overdraft: 'arrears',
        capability: 'sms.send',
        keeps: null,
        policies: { version: 'sms-1', values: { graceHours: 12, resumeRequires: 1, lowBalanceUnits: [100] } },
        rules: {
          insufficient: rule('insufficient'),
          warning: rule('warning'),
          lifetime: rule('lifetime'),
          suspension: rule('suspension'),
          recovery: rule('recovery'),
        },
      },
    ],
    capabilities: {
      'sms.send': { en: 'Sending messages', zh: '发送短信' },
      'sms.number': { en: 'The number', zh: '号码' },
    },
    features: { 'sender-name': { en: 'Sender name', zh: '短信签名' } },
    skuDefaults: {
      channel: 'any',
      refundPolicy,
      step: 1,
      minimum: 1,
      rules: { refund: rule('refund') },
    },
    skus: [
      {
        sku: `SMS-${code}-PACK`,
        kind: 'lot',
        name: { en: `Message package ${code}`, zh: `短信包 ${code}` },
        unit: 'message',
        minimum: 1_000,
        step: 5,
        term: null,
        scope: 'account',
        fulfilment: { kind: 'lot', resource: 'sms', storageYears: null, lifeYears: 1 },
        prices: [{ amountMinor: tenMessages, perQuantity: 10 }],
        rules: {
          minimum: rule('minimum'),
          step: rule('step'),
          crediting: rule('crediting'),
          lifetime: rule('lifetime'),
        },
      },
      {
        sku: `SMS-${code}-NUMBER`,
        kind: 'term',
        name: { en: `Own number ${code}`, zh: `专属号码 ${code}` },
        unit: 'number',
        maximum: 10,
        term: { unit: 'month', minimum: 1, maximum: 24, meaning: 'duration' },
        scope: 'organization',
        fulfilment: { kind: 'term', grants: null, closes: 'sms.number', keeps: null },
        prices: [{ amountMinor: number }],
        rules: { suspension: rule('number'), term: rule('number'), crediting: rule('crediting') },
      },
      {
        sku: `SMS-${code}-NAME`,
        kind: 'licence',
        name: { en: `Sender name ${code}`, zh: `短信签名 ${code}` },
        unit: 'name',
        maximum: 1,
        term: { unit: 'year', minimum: 1, maximum: 5, meaning: 'duration' },
        scope: 'account',
        features: ['sender-name'],
        fulfilment: { kind: 'licence', validity: 'term', delivery: 'online' },
        prices: [{ amountMinor: number }],
        rules: { crediting: rule('crediting') },
      },
    ],
  };
}
