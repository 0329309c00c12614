/** The contract as a page: Swagger UI served from disk, without inline scripts and without other hosts. */
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type RequestHandler } from 'express';
import { EXAMPLE_ID_END, EXAMPLE_KEY } from '../openapi/shared.ts';

const FILES = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);
const START = '/start.js';

export const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Prepaid Fulfilment: HTTP contract</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
    <link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
  </head>
  <body>
    <div id="contract"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/assets${START}"></script>
  </body>
</html>
`;

/**
 * The script of the page. Examples of the document would name records that do not exist and a key that was used before. The
 * page sends in their place the id of the record of that kind that it showed last, and a fresh key, so that each click is a
 * new change. Whoever sends a change with the example of an id expects no record to be hit: only those are that the page
 * itself created.
 */
export const DOCS_SCRIPT = `const exampleKey = ${JSON.stringify(EXAMPLE_KEY)};
const exampleId = /\\b([a-z]{3})_${EXAMPLE_ID_END}\\b/g;
const shown = new Map();
const created = new Map();
SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  requestInterceptor: (request) => {
    const { headers = {} } = request;
    if (headers['Idempotency-Key'] === exampleKey) headers['Idempotency-Key'] = 'docs-' + freshKey();
    const known = request.method === 'GET' ? shown : created;
    request.url = withKnownIds(request.url, known);
    if (typeof request.body === 'string') request.body = withKnownIds(request.body, known);
    return request;
  },
  responseInterceptor: (response) => {
    if (!response.ok || response.url.endsWith('/v1/openapi.json')) return response;
    remember(response.text, shown);
    if (response.status === 201) remember(response.text, created);
    return response;
  },
});

function withKnownIds(text, known) {
  return text.replace(exampleId, (id, kind) => known.get(kind) || id);
}

/** The first id of each kind: the record itself, or the newest of a list. */
function remember(text, known) {
  const found = new Map();
  for (const [, id, kind] of String(text).matchAll(/"(([a-z]{3})_[0-9a-z]{26})"/g)) if (!found.has(kind)) found.set(kind, id);
  for (const [kind, id] of found) known.set(kind, id);
}

function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
`;

/** Serves the assets that the page loads. No other file of the package is public. */
export function docsAssets(): RequestHandler {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const files = express.static(folder, { index: false, maxAge: '1h', cacheControl: true });
  return (request, response, next) => {
    if (request.path === START) {
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      response.end(DOCS_SCRIPT);
    } else if (FILES.has(request.path)) {
      response.removeHeader('Cache-Control');
      void files(request, response, next);
    } else {
      next();
    }
  };
}
