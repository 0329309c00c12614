/**
 * The loop of every workflow that looks after one small record: read it, take the step that is due, wait for a message or
 * for the next stored instant. Like the order's it holds no truth, and can be lost and started again at any point.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { setAlarm, type Alarm } from './alarm.ts';
import { catchUp, recordChanged } from './messages.ts';
import { Mutex } from './mutex.ts';

/** Clocks differ a little: a timer that fires before its instant looks again after this. */
const SHORTEST_WAIT_MS = 1_000;
/** A step that leaves the record as it was is tried again after this, or when the record changes. */
const BLOCKED_WAIT_MS = 10_000;

export interface Keeping<View> {
  /** Reads the record; the first time the run is noted on it. Null when it is not there (any more). */
  readonly read: (runId: string | null) => Promise<View | null>;
  /** The step that is due on the record as it was read; null when it can only wait. Answers the record after it. */
  readonly step: (view: View) => (() => Promise<View | null>) | null;
  /** Nothing of it can change with time any more. */
  readonly isOver: (view: View) => boolean;
  /** When it next does something by itself; null in a sandbox, whose clock asks for it, or when nothing is due. */
  readonly wakesAt: (view: View) => string | null;
  /** One line: what it waits for. */
  readonly waitingFor: (view: View) => string;
  /** Markdown for the operator who looks. */
  readonly details: (view: View) => string;
  readonly searchAttributes: (view: View) => SearchAttributeUpdatePair[];
  /** Hands over to a new run of the same workflow. */
  readonly startAnew: () => Promise<never>;
}

/** Keeps a record until it is over, and answers how it was then; null when it is not there. */
export async function keep<View>(keeping: Keeping<View>): Promise<View | null> {
  const mutex = new Mutex();
  // What has begun is finished even when the run is cancelled.
  const shield = new CancellationScope({ cancellable: false });
  let view: View | null = null;
  /** The view on which the main loop last found nothing left to do. */
  let seen: View | null = null;
  /** The record may have moved on since it was last read. */
  let stale = false;
  /** The last step that was due changed nothing: taking it again at once would never end. */
  let blocked = false;
  const isStale = (): boolean => stale;
  const hasNews = (): boolean => stale || view !== seen;
  const settleInTurn = () => mutex.run(() => shield.run(settle));

  const adopted = mutex.run(() => shield.run(async () => show(await keeping.read(workflowInfo().runId))));
  setHandler(recordChanged, () => {
    stale = true;
  });
  setHandler(catchUp, () => {
    stale = true;
    return settleInTurn();
  });

  await adopted;
  for (;;) {
    const current = await settleInTurn();
    seen = current;
    const isOver = current === null || keeping.isOver(current);
    if (isOver || workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      if (!isOver) await keeping.startAnew();
      // A message that came in meanwhile is heard first.
      if (!hasNews()) return current;
    } else {
      const alarm = alarmOf(current);
      await condition(hasNews);
      alarm?.cancel();
    }
  }

  /** Takes steps until the record can only wait. */
  async function settle(): Promise<View | null> {
    do {
      if (stale || view === null) {
        stale = false;
        show(await keeping.read(null));
      }
      blocked = false;
      for (let step = stepOf(view); step !== null && !blocked; step = stepOf(view)) {
        const before = JSON.stringify(view);
        show(await step());
        blocked = JSON.stringify(view) === before;
      }
    } while (isStale());
    return view;
  }

  function stepOf(current: View | null): (() => Promise<View | null>) | null {
    return current === null ? null : keeping.step(current);
  }

  function show(next: View | null): void {
    if (next !== null) {
      const shown = view === null ? '' : JSON.stringify(keeping.searchAttributes(view));
      const attributes = keeping.searchAttributes(next);
      if (JSON.stringify(attributes) !== shown) upsertSearchAttributes(attributes);
      setCurrentDetails(keeping.details(next));
    }
    view = next;
  }

  function alarmOf(current: View): Alarm | null {
    const ring = (): void => {
      stale = true;
    };
    if (blocked) return setAlarm(BLOCKED_WAIT_MS, 'tries again what changed nothing', ring);
    const at = keeping.wakesAt(current);
    if (at === null) return null;
    const waitMs = Math.max(SHORTEST_WAIT_MS, Date.parse(at) - Date.now());
    return setAlarm(waitMs, `waits for ${keeping.waitingFor(current)}`, ring);
  }
}
