/** What a MongoDB counts about itself. */
import { z } from 'zod';
import type { Database } from '../../src/storage/database.ts';

/** Only on Linux does a server know its CPU time. */
const status = z.object({
  extra_info: z.object({ user_time_us: z.coerce.number(), system_time_us: z.coerce.number() }),
  wiredTiger: z.object({ log: z.object({ 'log bytes written': z.coerce.number() }) }),
});

export interface MongodCounters {
  /** CPU time since its start, of user and system. */
  readonly cpuMicros: number;
  /** Written to the journal since its start, after compression. */
  readonly journalBytes: number;
}

export async function mongodCounters({ connection }: Database): Promise<MongodCounters> {
  const { extra_info, wiredTiger } = status.parse(
    await connection.getClient().db('admin').command({ serverStatus: 1 }),
  );
  return {
    cpuMicros: extra_info.user_time_us + extra_info.system_time_us,
    journalBytes: wiredTiger.log['log bytes written'],
  };
}
