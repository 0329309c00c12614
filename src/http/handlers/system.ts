/** Handlers of the system's own routes: health, readiness, metrics, the contract as a document and as a page. */
import type { Registry } from 'prom-client';
import type { RouteTable } from '../../contracts/route.ts';
import type { systemRoutes } from '../../contracts/system.ts';
import {
  ERROR_STATUS,
  ERRORS,
  type ErrorCode,
  type ErrorDefinition,
  type ErrorKey,
} from '../../domain/error-table.ts';
import { DomainError } from '../../domain/errors.ts';
import { DOCS_PAGE } from '../server/docs-page.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { openApiDocument } from '../openapi/document.ts';
import { ERROR_TEXTS } from '../../messages/errors/error-texts.ts';
import { ERROR_TITLES } from '../../messages/errors/error-titles.ts';

export interface UsageReadiness {
  /** False once the process was asked to stop. */
  readonly serving: boolean;
  readonly mongodb: boolean;
  /** The clock of this process agrees with MongoDB's. */
  readonly clock: boolean;
}

export interface Readiness extends UsageReadiness {
  readonly temporal: boolean;
  readonly worker: boolean;
}

/** Both return within a bounded time, even if a dependency hangs. */
export interface ReadinessChecks {
  readonly all: () => Promise<Readiness>;
  readonly usage: () => Promise<UsageReadiness>;
}

interface SystemDependencies {
  readonly routes: RouteTable;
  readonly readiness: ReadinessChecks;
  readonly registry: Registry;
}

export function systemHandlers({
  routes,
  readiness,
  registry,
}: SystemDependencies): Handlers<typeof systemRoutes> {
  let metrics: Promise<string> | undefined;
  let document: ReturnType<typeof openApiDocument> | undefined;
  return {
    healthz: () => Promise.resolve({ status: 200, body: { alive: true } }),

    readyz: async () => {
      const checks = await readiness.all();
      const ready = Object.values(checks).every(Boolean);
      return { status: ready ? 200 : 503, body: { ready, checks } };
    },

    readyzUsage: async () => {
      const checks = await readiness.usage();
      const ready = Object.values(checks).every(Boolean);
      return { status: ready ? 200 : 503, body: { ready, checks } };
    },

    openapi: () => {
      document ??= openApiDocument(routes);
      return Promise.resolve({ status: 200, body: document });
    },

    docs: () => Promise.resolve({ status: 200, body: DOCS_PAGE }),

    metrics: async () => {
      // Concurrent requests share one collection, because some metrics are counted in the database.
      metrics ??= registry.metrics().finally(() => (metrics = undefined));
      return { status: 200, body: await metrics };
    },

    describeProblem: ({ params: { code } }) => {
      if (!isErrorCode(code)) throw new DomainError('not_found', { kind: 'problem', id: code });
      const keys = Object.keys(ERRORS) as ErrorKey[];
      const reasons = keys
        .filter((key) => ERRORS[key].code === code)
        .map((key) => {
          const { rule }: ErrorDefinition = ERRORS[key];
          return { key, ...(rule === undefined ? {} : { rule }), ...ERROR_TEXTS[key] };
        });
      return Promise.resolve({
        status: 200,
        body: { code, status: ERROR_STATUS[code], title: ERROR_TITLES[code], reasons },
      });
    },
  };
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, text);
}
