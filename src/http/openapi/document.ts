/** The OpenAPI 3.1 document. It is generated from the route table, so the two always agree. */
import type { z } from 'zod';
import { documentedQueryOf } from '../../contracts/csv.ts';
import { problem } from '../../contracts/problem.ts';
import { documentedBodyOf, type Route, type RouteTable } from '../../contracts/route.ts';
import { productVersion } from '../../infra/product-version.ts';
import { operationOf } from './operation.ts';
import { SESSION_COOKIE } from '../pipeline/session-cookie.ts';
import { SHARED_HEADERS, SHARED_PARAMETERS } from './shared.ts';
import type { JsonSchema } from './json-schema.ts';
import { partName, schemaSets } from './schemas.ts';
import { tagsOf } from './tags.ts';
import { WEBHOOKS_DESCRIPTION, webhooksOf } from './webhooks.ts';

export type OpenApiDocument = JsonSchema & { readonly openapi: '3.1.0' };

const DESCRIPTION = `Orders, payments, entitlements, usage and notices of prepaid services.

Rate limits per second apply to each API key, and to each client address without a valid key. Each API process counts
separately: with several processes behind one address, the effective limit of a key is multiplied by their number.

Requests that are invalid at the level of HTTP are rejected before routing. The response is a problem, and the
connection is closed: 400 (\`validation_failed\`) for malformed HTTP, 405 (\`method_not_allowed\`) for \`CONNECT\` and
unknown methods, 408 (\`unavailable\`) for a request that does not arrive in time, 417 (\`validation_failed\`) for an
unknown \`Expect\`, 431 (\`payload_too_large\`) for a URL or headers that are too large.

Lengths of texts count UTF-16 code units.

${WEBHOOKS_DESCRIPTION}`;

export function openApiDocument(routes: RouteTable): OpenApiDocument {
  const requests: Record<string, z.ZodType> = {};
  const responses: Record<string, z.ZodType> = { problem };
  for (const [name, route] of Object.entries(routes)) {
    const query = documentedQueryOf(route);
    if (query !== undefined) requests[partName(name, 'query')] = query;
    const body = documentedBodyOf(route);
    if (body !== undefined) requests[partName(name, 'body')] = body;
    for (const [status, schema] of Object.entries(route.responses))
      responses[partName(name, status)] = schema;
  }
  const sets = schemaSets(requests, responses);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Prepaid Fulfilment',
      version: productVersion(),
      description: DESCRIPTION,
      license: { name: 'All rights reserved', identifier: 'LicenseRef-All-Rights-Reserved' },
    },
    servers: [{ url: '/' }],
    tags: tagsOf(routes),
    security: [{ apiKey: [] }, { session: [] }],
    paths: pathsOf(routes, (name, route) => operationOf(name, route, sets)),
    webhooks: webhooksOf(),
    components: {
      schemas: { ...sets.requests.components, ...sets.responses.components },
      parameters: SHARED_PARAMETERS,
      headers: SHARED_HEADERS,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key that has one of the roles of the operation.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'The cookie that `POST /v1/sessions` sets, for pages of the same origin.',
        },
      },
    },
  };
}

function pathsOf(routes: RouteTable, operation: (name: string, route: Route) => JsonSchema): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const [name, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(name, route) };
  }
  return paths;
}
