/**
 * Compares notices, as they are sent, with the webhooks of the OpenAPI document: strictly, although receivers are told that
 * facts may be added. A fact that no one documented is found here, in every test of the whole product.
 */
import { z } from 'zod';
import { webhookBodyOf } from '../../src/application/notices/sign-webhook.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../src/domain/kinds.ts';
import type { Json } from '../../src/domain/json.ts';
import { isList, objectOf, type JsonSchema } from '../../src/http/openapi/json-schema.ts';
import { webhooksOf } from '../../src/http/openapi/webhooks.ts';
import { localized } from '../../src/contracts/primitives.ts';
import type { NoticeDocument } from '../../src/storage/collections/notices.ts';
import type { Database } from '../../src/storage/database.ts';

const LOCALIZED = z.toJSONSchema(z.strictObject(localized.shape)) as JsonSchema;

/** The documented payload of each kind. */
const PAYLOADS = new Map<NoticeKind, z.ZodType>(
  NOTICE_KINDS.map((kind) => [
    kind,
    z.fromJSONSchema(strict(documentedPayload(kind)) as Parameters<typeof z.fromJSONSchema>[0]),
  ]),
);

/** The schema of the request body of a kind, as the document has it. */
function documentedPayload(kind: NoticeKind): Json {
  const { content } = objectOf(objectOf(objectOf(webhooksOf()[kind])['post'])['requestBody']);
  return objectOf(objectOf(content)['application/json'])['schema'] ?? null;
}

/** The schema without references, and with objects that have no field but their documented ones. */
function strict(schema: Json): Json {
  if (isList(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = objectOf(schema);
  if ($ref === '#/components/schemas/Localized') return LOCALIZED;
  if ($ref !== undefined) throw new Error(`${JSON.stringify($ref)} is not known here`);
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, strict(value)]));
  return rest['type'] === 'object' ? { ...inner, additionalProperties: false } : inner;
}

/** What is wrong with a body that is sent for a notice of this kind; empty if it is as documented. */
export function undocumentedIn(kind: NoticeKind, body: string): string[] {
  const payload = PAYLOADS.get(kind);
  if (payload === undefined) return [`${kind}: no webhook is documented`];
  const { error } = payload.safeParse(JSON.parse(body));
  return (error?.issues ?? []).map(({ path, message }) => `${kind}: ${path.join('.')}: ${message}`);
}

/** Throws where a stored notice is not sent as its webhook is documented. */
export async function assertDocumentedNotices({ models }: Database): Promise<void> {
  const wrong = new Set<string>();
  for await (const notice of models.notices.find({}).lean<NoticeDocument>().cursor()) {
    for (const difference of undocumentedIn(notice.kind, webhookBodyOf(notice))) wrong.add(difference);
  }
  if (wrong.size > 0)
    throw new Error(['Notices are not sent as they are documented:', ...wrong].join('\n  '));
}
