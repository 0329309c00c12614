/** The OpenAPI document matches the route table, and all of its references resolve. */
import { ROUTES } from '../../../src/contracts/routes.ts';
import { errorsOf, type Route } from '../../../src/contracts/route.ts';
import { providerEvent } from '../../../src/contracts/payment-events.ts';
import { problem } from '../../../src/contracts/problem.ts';
import { NOTICE_KINDS } from '../../../src/domain/kinds.ts';
import { isRuleId } from '../../../src/domain/rules.ts';
import { ERROR_STATUS } from '../../../src/domain/error-table.ts';
import { documentedQueryOf } from '../../../src/contracts/csv.ts';
import { openApiDocument } from '../../../src/http/openapi/document.ts';

interface Operation {
  operationId: string;
  security?: unknown[];
  'x-roles'?: string[];
  parameters: { $ref?: string; name: string; in: string; required: boolean; schema: object }[];
  requestBody?: {
    content: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }>;
  };
  responses: Record<
    string,
    { content: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }> }
  >;
}

const document = openApiDocument(ROUTES);
const paths = document['paths'] as unknown as Record<string, Record<string, Operation>>;
const routes: [string, Route][] = Object.entries(ROUTES);
const operationOf = ({ path, method }: Route) => paths[path]![method]!;

/** Every object of the document, with its path. */
function* objectsIn(value: unknown, at = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Record<string, unknown>];
  for (const [key, field] of Object.entries(value)) yield* objectsIn(field, `${at}/${key}`);
}

const resolve = (reference: string): unknown =>
  reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);

it('has exactly one operation for every route', () => {
  const operations = Object.values(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(operations.sort()).toEqual(routes.map(([name]) => name).sort());
});

it('resolves every reference', () => {
  const references = [...objectsIn(document)].flatMap(([at, { $ref }]) =>
    typeof $ref === 'string' ? [[at, $ref]] : [],
  );
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter(([, reference]) => resolve(reference!) === undefined)).toEqual([]);
});

it('uses every component', () => {
  const used = new Set([...objectsIn(document)].map(([, { $ref }]) => $ref));
  const components = Object.keys(document['components'] as object).flatMap((kind) =>
    kind === 'securitySchemes'
      ? []
      : Object.keys(resolve(`#/components/${kind}`) as object).map((name) => `#/components/${kind}/${name}`),
  );
  expect(components.filter((component) => !used.has(component))).toEqual([]);
});

it('is plain JSON of one dialect, without zod internals or empty schemas', () => {
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  const strange = [...objectsIn(document)].filter(([at, object]) =>
    [at, ...Object.keys(object), String(object['$ref'])].some((text) =>
      /__|\$defs|\$schema|~|nullable/.test(text),
    ),
  );
  expect(strange).toEqual([]);
});

it.each(routes)('describes the access, the body and every problem of %s', (_name, route) => {
  const operation = operationOf(route);
  if (typeof route.roles === 'string') expect(operation.security).toEqual([]);
  else expect(operation['x-roles']).toEqual([...route.roles]);
  if (route.body !== undefined) {
    const { examples = {} } = operation.requestBody!.content['application/json']!;
    expect(Object.keys(examples)).not.toEqual([]);
    for (const { value } of Object.values(examples))
      expect(route.body.safeParse(value).error).toBeUndefined();
  }
  for (const code of errorsOf(route)) {
    const status = ERROR_STATUS[code];
    if (status in route.responses) continue;
    const example = operation.responses[status]!.content['application/problem+json']!.examples![code]!.value;
    expect(problem.parse(example)).toMatchObject({ code, status });
  }
  const hasKey = operation.parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey');
  expect(hasKey).toBe(route.idempotency !== 'none');
});

it.each(routes)('names the parameters of %s', (_name, route) => {
  const named = operationOf(route).parameters.filter(({ $ref }) => $ref === undefined);
  const inPath = named.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
  const inQuery = named.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  expect(inPath.filter((name) => !route.path.includes(name))).toEqual([]);
  expect(inPath).toHaveLength(route.path.split('{').length - 1);
  expect(inQuery.sort()).toEqual(Object.keys(documentedQueryOf(route)?.shape ?? {}).sort());
});

it('describes every property, parameter, header, section and operation', () => {
  const bare = [...objectsIn(document)].flatMap(([at, object]) => {
    const isProperty =
      /\/properties\/[^/]+$/.test(at) && !/\/(examples?|if|then|dependentSchemas)\//.test(at);
    const isNamed =
      'in' in object || 'operationId' in object || /^#\/(tags|components\/headers)\/[^/]+$/.test(at);
    return (isProperty || isNamed) && typeof object['description'] !== 'string' ? [at] : [];
  });
  expect(bare).toEqual([]);
});

it('has a webhook for every kind of notice, signed, with a rule that exists and an example in words', () => {
  const webhooks = document['webhooks'] as unknown as Record<
    string,
    { post: Operation & { 'x-rule': string } }
  >;
  expect(Object.keys(webhooks)).toEqual([...NOTICE_KINDS]);
  for (const [kind, { post }] of Object.entries(webhooks)) {
    expect(isRuleId(post['x-rule'])).toBe(true);
    expect(post.parameters.map(({ name }) => name)).toEqual([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
    const { examples = {} } = post.requestBody!.content['application/json']!;
    expect(examples['example1']!.value).toMatchObject({
      type: kind,
      data: { title: { en: expect.any(String) as string, zh: expect.any(String) as string } },
    });
  }
});

it('says how a payment event is signed and what it contains', () => {
  const { parameters, requestBody } = operationOf(ROUTES.receivePaymentEvent);
  expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(['webhook-signature']));
  const { examples = {} } = requestBody!.content['application/json']!;
  expect(providerEvent.parse(examples['example1']!.value)).toMatchObject({ type: 'payment.captured' });
});

it('allows additional fields in responses and not in requests', () => {
  const schemas = resolve('#/components/schemas') as Record<string, Record<string, unknown>>;
  expect(schemas['Order']).not.toHaveProperty('additionalProperties');
  expect(schemas['OrderBody']).toHaveProperty('additionalProperties', false);
});

it('states the bounds and the default of a numeric parameter', () => {
  const limit = operationOf(ROUTES.listOrders).parameters.find(({ name }) => name === 'limit');
  expect(limit).toMatchObject({
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  });
});

it('has an example for every required parameter, so that a form can be sent at once', () => {
  const parameters = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, parameters: own }) =>
      own.map((parameter) => ({
        operationId,
        parameter: parameter.$ref === undefined ? parameter : (resolve(parameter.$ref) as typeof parameter),
      })),
    )
    .filter(({ parameter }) => parameter.required);
  expect(parameters.length).toBeGreaterThan(50);
  expect(parameters.filter(({ parameter }) => !('example' in parameter))).toEqual([]);
});
