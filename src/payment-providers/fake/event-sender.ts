/** Sends signed events to their receiver until it accepts them or the attempts are used up. */
import type { EventSignature } from '../event-signature.ts';
import type { ProviderEvent } from '../provider.ts';
import { Semaphore } from '../../infra/slots.ts';
import type { StoredEvent } from './records.ts';

/** The part of a pino logger used here. */
export interface ProviderLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface EventSenderOptions {
  /** Address that receives the events. */
  readonly receiverUrl: string;
  readonly signature: EventSignature;
  readonly now: () => number;
  /** Resolves after the time, or rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: ProviderLog;
  /** Pause before the second round; doubled before each further one, up to `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Rounds for one event. After them it stays outstanding until the next start or until it is requested. */
  readonly rounds: number;
  readonly timeoutMs: number;
  /** Events that are sent concurrently. */
  readonly concurrency: number;
}

export class EventSender {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly semaphore: Semaphore;

  constructor(private readonly options: EventSenderOptions) {
    this.semaphore = new Semaphore(options.concurrency);
  }

  /** Sends an event in the background, not before it occurred. Calls `onTaken` once every copy was accepted. */
  deliver(stored: StoredEvent, onTaken: () => Promise<void>): void {
    const delivery: Promise<void> = this.deliverInRounds(stored, onTaken)
      .catch((error: unknown) => {
        if (this.stopping.signal.aborted) return;
        this.options.log.warn({ err: error, eventId: stored.event.eventId }, 'an event was not delivered');
      })
      .finally(() => this.running.delete(delivery));
    this.running.add(delivery);
  }

  /** Sends copies of an event once, concurrently. Returns the status of each response; 0 if there was none. */
  send(event: ProviderEvent, copies: number): Promise<number[]> {
    const body = JSON.stringify(event);
    return this.semaphore.run(() =>
      Promise.all(Array.from({ length: copies }, () => this.sendOnce(event.eventId, body))),
    );
  }

  /** Stops sending and waits until nothing is in flight. */
  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async deliverInRounds(stored: StoredEvent, onTaken: () => Promise<void>): Promise<void> {
    const { event } = stored;
    const { now, wait, backoffMs, maxBackoffMs, rounds, log } = this.options;
    const { signal } = this.stopping;
    const early = Date.parse(event.occurredAt) - now();
    if (early > 0) await wait(early, signal);
    let untaken = stored.copies;
    for (let round = 0; round < rounds; round++) {
      if (round > 0) await wait(Math.min(backoffMs * 2 ** (round - 1), maxBackoffMs), signal);
      if (signal.aborted) return;
      const statuses = await this.send(event, untaken);
      untaken = statuses.filter((status) => status < 200 || status > 299).length;
      if (untaken === 0) {
        await onTaken();
        log.info({ eventId: event.eventId, type: event.type, round }, 'event delivered');
        return;
      }
    }
    log.warn({ eventId: event.eventId, rounds }, 'event stays outstanding');
  }

  private async sendOnce(eventId: string, body: string): Promise<number> {
    const { receiverUrl, signature, now, timeoutMs } = this.options;
    try {
      const response = await fetch(receiverUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signature.sign(eventId, new Date(now()), body) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]),
      });
      // An unread body would hold the connection.
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }
}
