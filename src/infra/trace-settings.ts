/** Where and how traces are exported, from the standard variables of OpenTelemetry. */
import type { z } from 'zod';
import type { ENVIRONMENT } from './environment-variables.ts';

type Fields = z.output<typeof ENVIRONMENT>;

export interface TraceSettings {
  /** The collector's address for traces. */
  readonly url: string;
  /** Headers of each export. They may hold a secret. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: Fields['OTEL_TRACES_SAMPLER'];
  /** Share of traces from 0 to 1, for samplers that take one. */
  readonly ratio: number;
  readonly batch: {
    readonly delayMs: number;
    readonly timeoutMs: number;
    /** Spans that wait at most; further ones are dropped. */
    readonly maxQueued: number;
    readonly maxBatch: number;
  };
}

const PROTOCOL = 'http/protobuf';

/** Null where traces are off: no address, the SDK disabled, or another exporter. */
export function traceSettings(fields: Fields): TraceSettings | null {
  const base = fields.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = fields.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`);
  if (url === undefined || fields.OTEL_SDK_DISABLED.toLowerCase() === 'true') return null;
  if (fields.OTEL_TRACES_EXPORTER !== 'otlp') return null;
  return {
    url,
    headers: { ...fields.OTEL_EXPORTER_OTLP_HEADERS, ...fields.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
    sampler: fields.OTEL_TRACES_SAMPLER,
    ratio: fields.OTEL_TRACES_SAMPLER_ARG,
    batch: {
      delayMs: fields.OTEL_BSP_SCHEDULE_DELAY,
      timeoutMs: fields.OTEL_BSP_EXPORT_TIMEOUT,
      maxQueued: fields.OTEL_BSP_MAX_QUEUE_SIZE,
      maxBatch: Math.min(fields.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, fields.OTEL_BSP_MAX_QUEUE_SIZE),
    },
  };
}

/** A sentence if traces are on and would have to be exported in a way that is not supported. */
export function traceProblems(fields: Fields): string[] {
  const name = fields.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL
    ? 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
    : 'OTEL_EXPORTER_OTLP_PROTOCOL';
  const protocol = fields[name];
  return traceSettings(fields) === null || protocol === undefined || protocol === PROTOCOL
    ? []
    : [`${name} is ${JSON.stringify(protocol)}: it must be ${PROTOCOL}.`];
}
