/**
 * Gauges of what is stored: orders by state, how late due work is, what reconciliation found, and when the canary last passed.
 * They are read from MongoDB
 * when metrics are scraped and have no values while it is unavailable. Every process reads the same values.
 */
import { Gauge, type Registry } from 'prom-client';
import {
  countOrdersByState,
  MOST_LATE,
  MOST_ORDERS,
  readLastPassedRound,
  readLateness,
  readReconciliation,
} from '../application/monitoring/read-figures.ts';
import type { Database } from '../storage/database.ts';
import { cachedRead } from './cached-read.ts';

const LATENESS_CACHE_MS = 5_000;
const COUNTS_CACHE_MS = 30_000;

export interface RecordMetricsOptions {
  readonly database: Pick<Database, 'models'>;
  /** The task queue whose reconciliation is shown. */
  readonly taskQueue: string;
}

/** Registers the gauges. */
export function recordMetrics(registry: Registry, { database, taskQueue }: RecordMetricsOptions): void {
  const orders = cachedRead(COUNTS_CACHE_MS, () => countOrdersByState(database));
  const lateness = cachedRead(LATENESS_CACHE_MS, () => readLateness(database, Date.now()));
  const reconciliation = cachedRead(LATENESS_CACHE_MS, () => readReconciliation(database, taskQueue));
  const passedRound = cachedRead(LATENESS_CACHE_MS, () => readLastPassedRound(database));
  const registers = [registry];

  new Gauge({
    name: 'orders',
    help: `Orders by state, without sandboxes; ${MOST_ORDERS} means that many or more.`,
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const counts = await orders();
      this.reset();
      for (const { state, orders: count } of counts ?? []) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'deadline_lateness_seconds',
    help: 'Seconds by which the most overdue deadline of a kind was not met, without sandboxes; 0 if none is overdue.',
    labelNames: ['kind'] as const,
    registers,
    async collect() {
      const late = await lateness();
      this.reset();
      for (const { kind, seconds } of late?.deadlines ?? []) this.set({ kind }, seconds);
    },
  });
  new Gauge({
    name: 'crediting_age_seconds',
    help: 'Seconds since the capture of the oldest paid order that is not credited, without sandboxes; 0 if there is none.',
    labelNames: ['held'] as const,
    registers,
    async collect() {
      const late = await lateness();
      this.reset();
      for (const { held, seconds } of late?.crediting ?? []) this.set({ held: String(held) }, seconds);
    },
  });
  valueOf('suspension_lateness_seconds', {
    help: 'Seconds since the oldest suspension of arrears or coverage fell due that is not booked, without sandboxes; 0 if none is due.',
    read: async () => (await lateness())?.suspensionSeconds,
  });
  valueOf('outbox_oldest_message_age_seconds', {
    help: 'Age of the oldest outbox message that is neither delivered nor given up; 0 if there is none.',
    read: async () => (await lateness())?.oldestMessageSeconds,
  });
  valueOf('outbox_given_up_messages', {
    help: `Outbox messages that were given up and wait for an operator; ${MOST_LATE} means that many or more.`,
    read: async () => (await lateness())?.messagesGivenUp,
  });
  valueOf('reconciliation_last_run_timestamp_seconds', {
    help: 'Start of the last run of reconciliation that compared records with workflows, as Unix time.',
    read: async () => {
      const startedAt = (await reconciliation())?.startedAt;
      return typeof startedAt === 'string' ? Date.parse(startedAt) / 1_000 : undefined;
    },
  });
  new Gauge({
    name: 'reconciliation_inconsistencies',
    help: 'Inconsistencies that reconciliation has observed and not seen resolved, by kind.',
    labelNames: ['kind'] as const,
    registers,
    async collect() {
      const found = await reconciliation();
      this.reset();
      if (found === null) return;
      for (const kind of ['workflow', 'deadline', 'message'])
        this.set({ kind }, found.inconsistencies.get(kind) ?? 0);
    },
  });

  valueOf('canary_last_success_timestamp_seconds', {
    help: 'Start of the last round of the canary that passed, as Unix time.',
    read: async () => {
      const startedAt = await passedRound();
      return startedAt === null ? undefined : Date.parse(startedAt) / 1_000;
    },
  });

  /** A gauge without labels; it has no value where `read` returns none. */
  function valueOf(
    name: string,
    { help, read }: { readonly help: string; readonly read: () => Promise<number | undefined> },
  ): void {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await read();
        this.remove();
        if (value !== undefined) this.set(value);
      },
    });
  }
}
