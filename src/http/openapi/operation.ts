/** A route as an OpenAPI operation: parameters, body, successes, and an example of every problem it can return. */
import { CSV_MEDIA_TYPE, isPagedList, MOST_CSV_ROWS } from '../../contracts/csv.ts';
import { documentedBodyOf, errorsOf, type Route } from '../../contracts/route.ts';
import type { Json } from '../../domain/json.ts';
import {
  ERROR_STATUS,
  ERRORS,
  type ErrorDefinition,
  type ErrorCode,
  type ErrorKey,
} from '../../domain/error-table.ts';
import { DomainError } from '../../domain/errors.ts';
import { formatInteger } from '../../domain/money.ts';
import { problemOf } from '../problem/problem-details.ts';
import { ERROR_TITLES } from '../../messages/errors/error-titles.ts';
import { pathParametersOf } from './path-parameters.ts';
import { isList, objectOf, type JsonSchema } from './json-schema.ts';
import { partName, type SchemaSet } from './schemas.ts';
import { PARAMETER_DESCRIPTIONS } from './field-descriptions.ts';
import { headerReference, parameterReference } from './shared.ts';

interface SchemaSets {
  readonly requests: SchemaSet;
  readonly responses: SchemaSet;
}

export function operationOf(name: string, route: Route, sets: SchemaSets): JsonSchema {
  const body = sets.requests.byName[partName(name, 'body')];
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    description: accessOf(route),
    ...(typeof route.roles === 'string' ? { security: [] } : { 'x-roles': [...route.roles] }),
    parameters: parametersOf(name, route, sets.requests),
    ...(body === undefined ? {} : { requestBody: requestBodyOf(route, body) }),
    ...(route.consumes === undefined ? {} : { requestBody: streamedBody(route.consumes) }),
    responses: { ...successesOf(name, route, sets.responses), ...problemResponses(route) },
  };
}

function accessOf({ roles }: Route): string {
  if (roles === 'open') return 'Public: no key is required.';
  if (roles === 'signed') return 'No key is required: the provider signs the body, as Standard Webhooks.';
  return `Roles: ${roles.join(', ')}.`;
}

function parametersOf(name: string, route: Route, requests: SchemaSet): Json[] {
  const query = requests.byName[partName(name, 'query')];
  const required = query?.['required'];
  const names: readonly Json[] = Array.isArray(required) ? required : [];
  return [
    ...pathParametersOf(route.path),
    ...Object.entries(objectOf(query?.['properties'])).map(([field, schema]) =>
      queryParameter(field, objectOf(schema), names.includes(field)),
    ),
    ...Object.entries(route.requestHeaders ?? {}).map(([header, description]) => ({
      name: header,
      in: 'header',
      required: true,
      ...description,
    })),
    ...(route.idempotency === 'none' ? [] : [parameterReference('IdempotencyKey')]),
    parameterReference('RequestId'),
    parameterReference('AcceptLanguage'),
  ];
}

/** Description and example stand on the parameter: in its schema, readers and forms would not look for them. */
function queryParameter(
  name: string,
  { description, examples, ...schema }: JsonSchema,
  required: boolean,
): JsonSchema {
  const described = description ?? PARAMETER_DESCRIPTIONS[name];
  const [example] = isList(examples) ? examples : [];
  return {
    name,
    in: 'query',
    required,
    ...(described === undefined ? {} : { description: described }),
    // A form would send the example of an optional parameter too.
    ...(required && example !== undefined ? { example } : {}),
    schema: required || examples === undefined ? schema : { ...schema, examples },
  };
}

function requestBodyOf(route: Route, schema: JsonSchema): JsonSchema {
  const examples = examplesOf(route);
  return {
    required: true,
    content: {
      'application/json': {
        schema,
        ...(examples.length === 0 ? {} : { examples: numbered(examples) }),
      },
    },
  };
}

/** Zod leaves the examples of a body out of its JSON Schema if parsing changes it, so they are taken from the contract. */
function examplesOf(route: Route): readonly Json[] {
  const { examples } = documentedBodyOf(route)?.meta() ?? {};
  return Array.isArray(examples) ? (examples as readonly Json[]) : [];
}

function numbered(examples: readonly Json[]): JsonSchema {
  return Object.fromEntries(examples.map((value, index) => [`example${index + 1}`, { value }]));
}

function streamedBody(mediaTypes: readonly string[]): JsonSchema {
  return {
    required: true,
    description: 'Read as a stream.',
    content: Object.fromEntries(
      mediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]),
    ),
  };
}

function successesOf(name: string, route: Route, responses: SchemaSet): JsonSchema {
  const mediaTypes = route.mediaTypes ?? [route.produces ?? 'application/json'];
  return Object.fromEntries(
    Object.keys(route.responses).map((status) => [
      status,
      {
        description: status === '503' ? 'Not ready.' : 'Success.',
        headers: {
          'X-Request-Id': headerReference('RequestId'),
          'X-Server-Now': headerReference('ServerNow'),
          ...(route.idempotency === 'none'
            ? {}
            : { 'Idempotent-Replayed': headerReference('IdempotentReplayed') }),
        },
        content: {
          ...Object.fromEntries(
            mediaTypes.map((mediaType) => [
              mediaType,
              { schema: responses.byName[partName(name, status)] ?? {} },
            ]),
          ),
          ...(isPagedList(route) ? { [CSV_MEDIA_TYPE]: { schema: CSV_SCHEMA } } : {}),
        },
      },
    ]),
  );
}

const CSV_SCHEMA = {
  type: 'string',
  description: `Every page of the list as CSV (RFC 4180, UTF-8 with byte order mark), without \`limit\`. It ends after ${formatInteger(MOST_CSV_ROWS)} rows with a line that says so and names the \`cursor\` of the rest. A response that breaks off is incomplete. Texts that a spreadsheet would take for a formula begin with an apostrophe.`,
};

/** Problem responses by status. Skips a status that the route itself defines, such as the 503 of readiness. */
function problemResponses(route: Route): JsonSchema {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(route)) {
    const status = ERROR_STATUS[code];
    if (status in route.responses) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), problemResponse(status, codes)]),
  );
}

function problemResponse(status: number, codes: readonly ErrorCode[]): JsonSchema {
  const retry = status === 429 || status === 503 ? { 'Retry-After': headerReference('RetryAfter') } : {};
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_TITLES[code].en}.`).join(' '),
    headers: {
      'X-Request-Id': headerReference('RequestId'),
      'X-Server-Now': headerReference('ServerNow'),
      ...retry,
    },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function exampleOf(code: ErrorCode): Json {
  const keys = Object.keys(ERRORS) as ErrorKey[];
  const key = keys.find((candidate) => isRouteError(ERRORS[candidate], code)) ?? 'internal';
  const { remedy, ...example } = problemOf(new DomainError(key), { requestId: '5f0e6a2c', language: 'en' });
  return { ...example, remedy: remedy ?? '' } as Json;
}

/** True if the route itself can cause the error. Errors with their own status occur before routing. */
function isRouteError({ code, status }: ErrorDefinition, wanted: ErrorCode): boolean {
  return code === wanted && status === undefined;
}
