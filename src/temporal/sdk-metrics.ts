/**
 * The metrics that the Temporal SDK of a worker keeps of itself: polls, slots, cached workflows, latencies. The SDK serves
 * them at an address of its own, from which this process reads them.
 */
import type { TelemetryOptions } from '@temporalio/worker';

const READ_LIMIT_MS = 2_000;
const LOOPBACK = '127.0.0.1';

/** Telemetry options with which the SDK serves its metrics at a loopback port, named as Prometheus recommends. */
export function sdkMetricsAt(port: number): TelemetryOptions {
  return {
    metrics: {
      attachServiceName: false,
      prometheus: {
        bindAddress: `${LOOPBACK}:${port}`,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
      },
    },
  };
}

/** The metrics as text for Prometheus. Rejects if the SDK does not answer in time. */
export async function readSdkMetrics(port: number): Promise<string> {
  const response = await fetch(`http://${LOOPBACK}:${port}/metrics`, {
    signal: AbortSignal.timeout(READ_LIMIT_MS),
  });
  if (!response.ok) throw new Error(`the Temporal SDK answered ${response.status} for its metrics`);
  return response.text();
}
