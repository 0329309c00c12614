/** The test system that records histories: a real server, and a clock that can be set back to shorten timers. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { instantOf } from '../../src/domain/instant.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import type { HistoryJson, RecordedHistory } from './corpus.ts';
import { sanitized } from './sanitize.ts';

/** How far the clock of everything except Temporal is behind. */
export class LateClock {
  behindMs = 0;

  readonly now = () => instantOf(Date.now() - this.behindMs);
}

export interface RecorderTestSystem {
  readonly testSystem: LiveTestSystem;
  readonly clock: LateClock;
}

export async function openRecorderTestSystem(temporalAddress?: string): Promise<RecorderTestSystem> {
  const clock = new LateClock();
  const testSystem = await LiveTestSystem.open({
    serverNow: clock.now,
    ...(temporalAddress === undefined ? {} : { temporalAddress }),
  });
  return { testSystem, clock };
}

/** History of the latest run of an order, or of the given run. */
export async function recorded(
  at: RecorderTestSystem,
  name: string,
  order: { _id: string },
  runId?: string,
): Promise<RecordedHistory> {
  return recordedOf(at, name, at.testSystem.handle(order).workflowId, runId);
}

/** History of any workflow. */
export async function recordedOf(
  { testSystem }: RecorderTestSystem,
  name: string,
  workflowId: string,
  runId?: string,
): Promise<RecordedHistory> {
  const history = await testSystem.client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { name, history: sanitized(JSON.parse(historyToJSON(history)) as HistoryJson) };
}
