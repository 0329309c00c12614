/**
 * Spans through the OpenTelemetry SDK, exported to a collector over HTTP. Loaded only where traces are on; nothing global
 * is registered, and no library is instrumented.
 */
import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '../infra/logging.ts';
import { productVersion } from '../infra/product-version.ts';
import { within } from '../infra/time-limit.ts';
import type { TraceSettings } from '../infra/trace-settings.ts';
import type { Span, SpanOptions, Tracing } from '../infra/tracing.ts';
import { ReportedExporter } from './reported-exporter.ts';
import { parseTraceparent, traceparentOf } from './traceparent.ts';

/** Name of the product in traces. */
const SCOPE = 'prepaid-fulfilment';

const KINDS = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const satisfies Record<SpanOptions['kind'], SpanKind>;

const SAMPLERS: Readonly<Record<TraceSettings['sampler'], (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
};

export interface OpenTracing extends Tracing {
  /** Exports what waits. Resolves after `limitMs` at the latest, whatever the collector does. */
  close(limitMs: number): Promise<void>;
}

/** `process` completes the default name of the service: `prepaid-fulfilment-api`. */
export function openTracing(
  settings: TraceSettings,
  process: 'api' | 'worker',
  logger: Pick<Logger, 'warn'>,
): OpenTracing {
  const { url, headers, sampler, ratio, batch } = settings;
  const exporter = new ReportedExporter(new OTLPTraceExporter({ url, headers: { ...headers } }), logger);
  const provider = new TracerProvider({
    resource: resourceOf(process),
    sampler: SAMPLERS[sampler](ratio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: batch.delayMs,
        exportTimeoutMillis: batch.timeoutMs,
        maxQueueSize: batch.maxQueued,
        maxExportBatchSize: batch.maxBatch,
      }),
    ],
  });
  const tracer = provider.getTracer(SCOPE, productVersion());
  return {
    begin: (name, options) => begin(tracer, name, options),
    close: (limitMs) => within(limitMs, provider.shutdown(), undefined),
  };
}

/** The variables of OpenTelemetry go before what the product says of itself. */
function resourceOf(process: string) {
  const own = resourceFromAttributes({
    'service.name': `${SCOPE}-${process}`,
    'service.version': productVersion(),
    'service.instance.id': randomUUID(),
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

function begin(
  tracer: Tracer,
  name: string,
  { kind, parent, links = [], attributes = {} }: SpanOptions,
): Span {
  const cause = parseTraceparent(parent);
  const span = tracer.startSpan(
    name,
    {
      kind: KINDS[kind],
      attributes,
      links: links.flatMap((link) => {
        const context = parseTraceparent(link);
        return context === undefined ? [] : [{ context }];
      }),
    },
    cause === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, cause),
  );
  const context = span.spanContext();
  return {
    traceId: context.traceId,
    traceparent: traceparentOf(context),
    rename: (newName) => void span.updateName(newName),
    set: (more) => void span.setAttributes({ ...more }),
    fail: (type) => void span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type),
    end: () => span.end(),
  };
}
