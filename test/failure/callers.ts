/**
 * Callers of an API that send one request after another, each repeated under its key until it is answered, and note every
 * request that failed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { newId } from '../../src/infra/ids.ts';
import { call, type Answer, type Call } from '../http/pipeline/pipeline-server.ts';

/** No call may wait longer. */
const LONGEST_CALL_MS = 30_000;
const REPEATS = 100;
const REPEAT_MS = 200;
/** Between two requests, so that the load is that of a busy product and not the most that the machine can do. */
const PACE_MS = 100;

/** A request that failed at least once before it succeeded. */
export interface FailedRequest {
  readonly caller: string;
  readonly request: string;
  /** When it was sent first; `performance.now()`. */
  readonly sentAt: number;
  /** Status and body of each failure, or the reason why there was no response. */
  readonly failures: readonly string[];
}

export class Callers {
  /** Oldest first. */
  readonly failed: FailedRequest[] = [];
  /** Numbers of answered requests, by caller. */
  readonly answered = new Map<string, number>();
  private readonly loops: Promise<void>[] = [];
  private isOver = false;

  constructor(
    readonly url: string,
    private readonly keys: Readonly<Record<InternalRole, string>>,
  ) {}

  /** Has a caller repeat `work` until `finish`. */
  add(caller: string, work: (caller: string) => Promise<void>): void {
    this.answered.set(caller, 0);
    const loop = async () => {
      while (!this.isOver) {
        await work(caller);
        await pause(PACE_MS);
      }
    };
    const running = loop();
    running.catch(() => undefined);
    this.loops.push(running);
  }

  /** Resolves when every caller is done with what it began. Throws what a caller threw. */
  async finish(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.loops);
  }

  /** Sends one request. */
  call(role: InternalRole, target: string, { headers, ...options }: Call = {}): Promise<Answer> {
    return call(this, target, {
      key: this.keys[role],
      ...options,
      headers: { 'content-type': 'application/json', 'idempotency-key': newId('key'), ...headers },
      signal: AbortSignal.timeout(LONGEST_CALL_MS),
    });
  }

  /** Sends a request, and sends it again with the same key until it succeeds. */
  async send(caller: string, role: InternalRole, target: string, options: Call = {}): Promise<Answer> {
    const headers = { 'idempotency-key': newId('key'), ...options.headers };
    const sentAt = performance.now();
    const failures: string[] = [];
    while (failures.length < REPEATS) {
      const outcome = await this.call(role, target, { ...options, headers }).catch(reasonOf);
      if (typeof outcome !== 'string' && outcome.status < 300) {
        this.answered.set(caller, (this.answered.get(caller) ?? 0) + 1);
        return outcome;
      }
      failures.push(typeof outcome === 'string' ? outcome : `${outcome.status} ${outcome.text}`);
      if (failures.length === 1) this.failed.push({ caller, request: target, sentAt, failures });
      await pause(REPEAT_MS);
    }
    throw new Error(`${caller} got no answer from ${target}: ${failures.at(-1)}`);
  }
}

/** With the cause, which says more for a request without a response. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return [error, cause]
    .filter((part) => part !== undefined)
    .map(String)
    .join(': ');
}
