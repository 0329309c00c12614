/** How the product reports spans of its work. Whoever reports gets a `Tracing`; undefined means that traces are off. */
import { withTraceparent } from './trace-context.ts';

/** Ids, names and numbers. No personal data, no keys, no content of requests or messages. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly kind: 'server' | 'consumer' | 'internal';
  /** `traceparent` of what caused the work. Absent or invalid: the span begins a trace. */
  readonly parent?: string | undefined;
  /** `traceparent`s of what else the work belongs to. */
  readonly links?: readonly string[];
  readonly attributes?: SpanAttributes;
}

export interface Span {
  /** For what follows from the work. */
  readonly traceparent: string;
  readonly traceId: string;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** Marks the span as failed. `type`: a code or the name of an error, never its message. */
  fail(type: string): void;
  end(): void;
}

/** Its methods return at once and never throw. */
export interface Tracing {
  begin(name: string, options: SpanOptions): Span;
}

/** Runs work in a span. Its errors mark the span and are thrown. */
export async function inSpan<T>(
  tracing: Tracing | undefined,
  name: string,
  options: () => SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return work();
  const span = tracing.begin(name, options());
  try {
    return await withTraceparent(span.traceparent, work);
  } catch (error) {
    span.fail(errorTypeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** What an error is, without its message, which may quote data. */
function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}
