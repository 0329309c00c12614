/**
 * `npm run client`: writes the types of the client, generated from the OpenAPI document. `--print` prints them instead.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { ROUTES } from '../../src/contracts/routes.ts';
import type { Json } from '../../src/domain/json.ts';
import { openApiDocument } from '../../src/http/openapi/document.ts';
import { isList, objectOf, type JsonSchema } from '../../src/http/openapi/json-schema.ts';
import { ROOT } from '../documents/documents.ts';

const API_TYPES = path.join(ROOT, 'client', 'src', 'api.ts');

const HEADING =
  '/** The types of the API. Generated from the OpenAPI document by `npm run client`; do not edit. */\n';

/** What the generator adds for definitions and named operations, of which there are none. */
const EMPTY = /^export type (\$defs|operations) = .*\n/gm;

const types = await apiTypes();
if (process.argv.includes('--print')) process.stdout.write(types);
else writeFileSync(API_TYPES, types);

/** Returns the text of the file. */
async function apiTypes(): Promise<string> {
  const document = leaveToClient(openApiDocument(ROUTES)) as unknown as OpenAPI3;
  // A request may leave out a field that has a default, and a response never does: its schema requires it.
  const nodes = await openapiTypes(document, { defaultNonNullable: false });
  return HEADING + astToString(nodes).replace(EMPTY, '');
}

/** Leaves out what the client does by itself: the headers of every call, errors, and names of operations. */
function leaveToClient(document: JsonSchema): JsonSchema {
  return {
    ...document,
    paths: mapValues(document['paths'], (path) => mapValues(path, withoutHeadersOfEachCall)),
    webhooks: mapValues(document['webhooks'], (webhook) => mapValues(webhook, bodyOnly)),
    components: { schemas: objectOf(document['components'])['schemas'] ?? {} },
  };
}

function bodyOnly(webhook: Json): JsonSchema {
  const { summary = '', requestBody = {} } = objectOf(webhook);
  return { summary, requestBody, responses: {} };
}

function withoutHeadersOfEachCall(operation: Json): JsonSchema {
  const { operationId: _, responses, parameters, ...rest } = objectOf(operation);
  const successes = Object.entries(objectOf(responses)).filter(([status]) => status.startsWith('2'));
  return {
    ...rest,
    parameters: isList(parameters) ? parameters.filter((parameter) => !('$ref' in objectOf(parameter))) : [],
    responses: Object.fromEntries(
      successes.map(([status, response]) => {
        const { headers: __, ...body } = objectOf(response);
        return [status, body];
      }),
    ),
  };
}

function mapValues(values: Json | undefined, map: (value: Json) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(objectOf(values)).map(([name, value]) => [name, map(value)]));
}
