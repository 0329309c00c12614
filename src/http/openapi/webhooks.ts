/** The webhooks of the document: one for each kind of notice, as the platforms receive it. */
import { NOTICE_EVENTS, type NoticeFact } from '../../contracts/notice-events.ts';
import { SIGNATURE_HEADERS } from '../../contracts/payment-events.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../domain/kinds.ts';
import type { Json } from '../../domain/json.ts';
import { renderNotice } from '../../messages/notices/render-notice.ts';
import type { NoticeSubject } from '../../messages/notices/notice-facts.ts';
import { describeFields } from './describe-fields.ts';
import type { JsonSchema } from './json-schema.ts';
import { EXAMPLE_ID_END } from './shared.ts';

interface Fact {
  readonly schema: JsonSchema;
  readonly example: Json;
}

const AT = '2026-03-07T16:00:00.000Z';
const END = '2026-04-07T16:00:00.000Z';
const LOCALIZED: JsonSchema = { $ref: '#/components/schemas/Localized' };

const fact = (type: string, example: Json): Fact => ({ schema: { type: [type, 'null'] }, example });
const idOf = (prefix: string): Fact => fact('string', `${prefix}_${EXAMPLE_ID_END}`);
const instant = (example: string): Fact => ({
  schema: { type: ['string', 'null'], format: 'date-time' },
  example,
});
const count = (example: number): Fact => fact('integer', example);
const money = (amountMinor: number): Fact => ({
  schema: {
    type: 'object',
    properties: { amountMinor: { type: 'integer' }, currency: { type: 'string' } },
    required: ['amountMinor', 'currency'],
  },
  example: { amountMinor, currency: 'USD' },
});

const FACTS: Readonly<Record<NoticeFact, Fact>> = {
  amount: money(708_000),
  arrears: count(30),
  at: instant(AT),
  available: count(200),
  buy: {
    schema: {
      type: 'object',
      description: 'What can be ordered.',
      properties: {
        sku: { type: 'string' },
        quantity: { type: 'integer' },
        term: {
          type: 'object',
          description: 'The duration to order, if the SKU is sold by duration.',
          properties: { count: { type: 'integer' }, unit: { enum: ['month', 'year'] } },
          required: ['count', 'unit'],
        },
      },
      required: ['sku', 'quantity'],
    },
    example: { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 },
  },
  byItself: fact('boolean', false),
  capability: fact('string', 'inspection.upload'),
  capturedAt: instant(AT),
  consortiumId: idOf('con'),
  count: count(1),
  days: count(3),
  daysBefore: count(7),
  deliveredAt: instant(AT),
  episodeId: idOf('epi'),
  expiresAt: instant(END),
  from: instant(AT),
  given: fact('string', 'customer'),
  hours: count(5),
  licenceId: idOf('lic'),
  lineId: idOf('lin'),
  lotId: idOf('lot'),
  mode: fact('string', 'remote'),
  offset: count(30),
  orderId: idOf('ord'),
  organizationId: idOf('org'),
  payUntil: instant(END),
  paymentId: idOf('pay'),
  reason: fact('string', 'Incomplete'),
  reference: fact('string', 'PO-1234'),
  refundId: idOf('ref'),
  refundedAt: instant(AT),
  resource: fact('string', 'inspection'),
  rule: fact('string', 'AMB-12'),
  serviceId: idOf('svc'),
  serviceIds: {
    schema: { type: 'array', items: { type: 'string' } },
    example: [`svc_${EXAMPLE_ID_END}`],
  },
  sku: fact('string', 'AIMIS-INTL-CI-QTY-15Y'),
  startBy: instant(END),
  storageYears: count(15),
  suspendsAt: instant(END),
  termId: idOf('trm'),
  threshold: count(200),
  total: money(14_160_000),
  units: count(10_000),
  unitsAtRisk: count(120),
  until: instant(END),
};

const INSPECTION = { en: { one: 'inspection', many: 'inspections' }, zh: '例次' };
const NAME = { en: 'Cloud inspections by quantity', zh: '云检查资源（按量）' };
const SUBJECT: NoticeSubject = {
  accountName: 'Santa Clara Hospital',
  timeZone: 'America/Sao_Paulo',
  reference: 'PO-1234',
  sku: { name: NAME, kind: 'inspection-lot', unit: INSPECTION },
  resource: { name: { en: 'Cloud inspections', zh: '云检查' }, unit: INSPECTION },
  buy: { name: NAME, kind: 'inspection-lot', unit: INSPECTION },
};

/** Facts that every notice has, with the texts that people read. */
const COMMON: JsonSchema = {
  noticeId: { type: 'string' },
  accountId: { type: 'string' },
  accountName: { type: 'string' },
  title: { description: 'A headline for people.', ...LOCALIZED },
  text: { description: 'The whole message for people.', ...LOCALIZED },
  organizationName: { type: 'string' },
  consortiumName: { type: 'string', description: 'Name of the consortium.' },
  reference: { type: ['string', 'null'], description: 'The buyer’s own reference of the order.' },
  name: { description: 'Name of the SKU.', ...LOCALIZED },
  resourceName: { description: 'Name of the resource.', ...LOCALIZED },
};

/** Says how a receiver checks that a notice is genuine, once for the whole document. */
export const WEBHOOKS_DESCRIPTION = `Notices are delivered to the endpoints of the platforms as
[Standard Webhooks](https://www.standardwebhooks.com), one request for each notice and platform; see webhooks. To verify one,
compute the HMAC-SHA256 of \`webhook-id\`, a dot, \`webhook-timestamp\`, a dot and the raw body, with the decoded part of the
secret after \`whsec_\` as the key, and compare it in base64 with each \`v1,…\` entry of \`webhook-signature\`; reject a
timestamp that is more than five minutes old. The libraries of Standard Webhooks do all of it. Respond with 2xx once it is
stored; anything else is sent again under the same \`webhook-id\`.

Notices about one order, about one resource of an account (with its lots and arrears), about the periods of one SKU for an
organization or consortium, and about the services of one order line arrive in the order in which they happened: a later one
is not sent while an earlier one is retried, for up to three days. A repeat under the same \`webhook-id\`, and a notice that an
operator sends again, may arrive later.`;

/** Returns the webhooks by the kind of the notice. */
export function webhooksOf(): JsonSchema {
  return Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, { post: webhookOf(kind) }]));
}

function webhookOf(kind: NoticeKind): JsonSchema {
  const { when, rule } = NOTICE_EVENTS[kind];
  return {
    operationId: `notice.${kind}`,
    tags: ['Platforms'],
    summary: `Sent when ${when}.`,
    description: `Rule ${rule}. The id of the delivery is the same on every retry, so that repeats can be recognised.`,
    'x-rule': rule,
    security: [],
    parameters: Object.entries(SIGNATURE_HEADERS).map(([name, header]) => ({
      name,
      in: 'header',
      required: true,
      ...header,
    })),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: describeFields(payloadSchemaOf(kind), 'Webhook'),
          examples: { example1: { value: exampleOf(kind) } },
        },
      },
    },
    responses: {
      '2XX': { description: 'The notice is stored by the receiver.' },
      '4XX': { description: 'The notice is sent again later, for up to three days.' },
    },
  };
}

function payloadSchemaOf(kind: NoticeKind): JsonSchema {
  const facts = NOTICE_EVENTS[kind].facts.map((name) => [name, FACTS[name].schema] as const);
  return {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { const: kind, description: 'Kind of the notice.' },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened, in account time.' },
      data: {
        type: 'object',
        description:
          'The facts of the notice. A fact that is not known is null or absent; more may be added.',
        required: ['noticeId', 'accountId', 'accountName', 'title', 'text'],
        properties: { ...Object.fromEntries(facts), ...COMMON },
      },
    },
  };
}

function exampleOf(kind: NoticeKind): Json {
  const facts = Object.fromEntries(NOTICE_EVENTS[kind].facts.map((name) => [name, FACTS[name].example]));
  const { title, text } = renderNotice(kind, facts, SUBJECT);
  return {
    type: kind,
    timestamp: AT,
    data: {
      ...facts,
      noticeId: `ntc_${EXAMPLE_ID_END}`,
      accountId: `acc_${EXAMPLE_ID_END}`,
      accountName: SUBJECT.accountName,
      title: { ...title },
      text: { ...text },
    },
  };
}
