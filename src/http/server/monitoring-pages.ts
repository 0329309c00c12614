/** The pages of a process without an API: `/healthz`, `/readyz` and `/metrics`, each as the API has it. */
import type { RequestListener, ServerResponse } from 'node:http';
import type { ReadinessChecks } from '../handlers/system.ts';
import type { Logger } from './logger.ts';

export interface MonitoringPages {
  readonly readiness: Pick<ReadinessChecks, 'all'>;
  /** The metrics as text for Prometheus. */
  readonly metrics: () => Promise<string>;
  readonly logger: Pick<Logger, 'error'>;
}

interface Page {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; version=0.0.4; charset=utf-8';
  readonly body: string;
}

/** Serves the pages for GET and HEAD; anything else is 404 or 405. */
export function monitoringPages({ readiness, metrics, logger }: MonitoringPages): RequestListener {
  const pages: Readonly<Record<string, () => Promise<Page>>> = {
    '/healthz': () => Promise.resolve(json(200, { alive: true })),
    '/readyz': async () => {
      const checks = await readiness.all();
      const ready = Object.values(checks).every(Boolean);
      return json(ready ? 200 : 503, { ready, checks });
    },
    '/metrics': async () => ({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: await metrics(),
    }),
  };
  return ({ method, url = '' }, response) => {
    const [path = ''] = url.split('?');
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) send(response, json(404, { code: 'not_found' }));
    else if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      send(response, json(405, { code: 'method_not_allowed' }));
    } else {
      page()
        .catch((error: unknown) => {
          logger.error({ err: error, path }, 'request failed');
          return json(500, { code: 'internal' });
        })
        .then(
          (found) => send(response, found),
          () => response.destroy(),
        );
    }
  };
}

function json(status: number, body: object): Page {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function send(response: ServerResponse, { status, type, body }: Page): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}
