/**
 * Exports spans and logs failures, once a minute at most. A failed export is lost, and nothing else learns of it: the
 * product works the same without its traces.
 */
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { reasonOf } from '../infra/error-reason.ts';
import type { Logger } from '../infra/logging.ts';

type Spans = Parameters<SpanExporter['export']>[0];
type Done = Parameters<SpanExporter['export']>[1];

const LOG_EVERY_MS = 60_000;
const SUCCESS = 0;

export class ReportedExporter implements SpanExporter {
  private loggedAtMs = -Infinity;
  /** Spans that were lost since the last line. */
  private lost = 0;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  export(spans: Spans, done: Done): void {
    this.exporter.export(spans, (result) => {
      const code: number = result.code;
      if (code !== SUCCESS) this.failed(spans.length, result.error);
      done({ code: SUCCESS });
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  /** The error has the collector's response, but no header of the request. Only its reason is logged. */
  private failed(spans: number, error: Error | undefined): void {
    this.lost += spans;
    const nowMs = this.nowMs();
    if (nowMs - this.loggedAtMs < LOG_EVERY_MS) return;
    const code = error !== undefined && 'code' in error ? error.code : undefined;
    this.logger.warn(
      { reason: error === undefined ? 'unknown' : reasonOf(error), code, lostSpans: this.lost },
      'traces could not be exported',
    );
    this.loggedAtMs = nowMs;
    this.lost = 0;
  }
}
