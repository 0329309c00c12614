/** A server that holds its responses back until the test releases them. */
import { EventEmitter, once } from 'node:events';
import type { ServerLimits } from '../../../src/http/server/http-server.ts';
import { startPipeline, thingHandlers, type PipelineServer } from './pipeline-server.ts';

export interface SlowEdge {
  readonly edge: PipelineServer;
  /** Resolves once at least `times` things were requested; one by default. */
  readonly asked: (times?: number) => Promise<void>;
  /** Returns how many things were requested. */
  readonly count: () => number;
  /** Releases all responses. */
  readonly serve: () => void;
}

export async function startSlowEdge(limits: Partial<ServerLimits> = {}): Promise<SlowEdge> {
  const events = new EventEmitter();
  const served = once(events, 'served');
  let count = 0;
  const getThing: (typeof thingHandlers)['getThing'] = async ({ params: { id } }) => {
    count += 1;
    events.emit('asked');
    await served;
    return { status: 200, body: { id, size: 1 } };
  };
  const edge = await startPipeline({ handlers: { ...thingHandlers, getThing } }, limits);
  const asked = async (times = 1): Promise<void> => {
    while (count < times) await once(events, 'asked');
  };
  return { edge, asked, count: () => count, serve: () => void events.emit('served') };
}
