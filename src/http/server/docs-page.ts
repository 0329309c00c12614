/** The contract as a page: Swagger UI served from disk, without inline scripts and without other hosts. */
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type RequestHandler } from 'express';
import { EXAMPLE_KEY } from '../openapi/shared.ts';

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

/** The key that the document gives as an example. The page sends a fresh one instead, so that each click is a new change. */
const START_SCRIPT = `const example = ${JSON.stringify(EXAMPLE_KEY)};
SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  requestInterceptor: (request) => {
    const { headers = {} } = request;
    if (headers['Idempotency-Key'] === example) headers['Idempotency-Key'] = 'docs-' + freshKey();
    return request;
  },
});

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
      response.end(START_SCRIPT);
    } else if (FILES.has(request.path)) {
      response.removeHeader('Cache-Control');
      void files(request, response, next);
    } else {
      next();
    }
  };
}
