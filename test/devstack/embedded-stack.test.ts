import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import { mongodbUriOn } from '../../src/devstack/mongod.ts';
import { until } from '../support/running-program.ts';
import { runStack, stackPlace } from './fixtures/run-stack.ts';
import type { RunningStack, StackPlace } from './fixtures/run-stack.ts';

/** The record of a running process in the data folder of the stack. */
function recordOf(place: StackPlace, name: string): { pid: number; commandLine: string } | undefined {
  try {
    const file = path.join(place.folder, 'data', 'run', `${name}.process.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; commandLine: string };
  } catch {
    return undefined;
  }
}

function pidOf(place: StackPlace, name: string): number {
  return recordOf(place, name)?.pid ?? 0;
}

async function withMongodb<Result>(
  place: StackPlace,
  work: (facts: mongoose.mongo.Collection) => Promise<Result>,
): Promise<Result> {
  const port = Number(/--port (\d+)/.exec(recordOf(place, 'mongod')?.commandLine ?? '')?.[1]);
  const client = new mongoose.mongo.MongoClient(mongodbUriOn(port));
  try {
    return await work(client.db('test').collection('facts'));
  } finally {
    await client.close();
  }
}

async function stopped(stack: RunningStack): Promise<void> {
  stack.kill('SIGTERM', 'process');
  expect(await stack.ended).toBe(0);
}

describe('a stack with servers of its own', () => {
  let place: StackPlace;
  beforeAll(async () => {
    place = await stackPlace('own');
  });
  afterAll(() => place.remove());

  test('loses nothing that was acknowledged when both servers are killed, and starts them again', async () => {
    const stack = runStack(place);
    await stack.says('Ready in');
    const before = { mongod: pidOf(place, 'mongod'), temporal: pidOf(place, 'temporal') };
    const commandLine = recordOf(place, 'mongod')?.commandLine;

    await withMongodb(place, (facts) =>
      facts.insertOne({ acknowledged: 1 }, { writeConcern: { w: 'majority' } }),
    );
    process.kill(before.mongod, 'SIGKILL');
    process.kill(before.temporal, 'SIGKILL');
    await stack.says('mongod is back.');
    await stack.says('temporal is back.');

    expect(pidOf(place, 'mongod')).not.toBe(before.mongod);
    expect(recordOf(place, 'mongod')?.commandLine).toBe(commandLine);
    expect(await withMongodb(place, (facts) => facts.countDocuments())).toBe(1);
    await stopped(stack);
    expect(readdirSync(path.join(place.folder, 'data', 'run'))).toEqual([]);
  });

  test('is found again after it was killed: services end by themselves, servers are stopped by the next start', async () => {
    const killed = runStack(place);
    await killed.says('Ready in');
    const left = { mongod: pidOf(place, 'mongod'), temporal: pidOf(place, 'temporal') };
    const noted = place.notes().length;
    killed.kill('SIGKILL', 'process');
    await until(
      () =>
        place
          .notes()
          .slice(noted)
          .filter(({ what }) => what === 'stopped').length === 3,
      () => `not all services have stopped: ${JSON.stringify(place.notes().slice(noted))}`,
    );
    expect(
      new Set(
        place
          .notes()
          .slice(noted)
          .map(({ what }) => what),
      ),
    ).toEqual(new Set(['stopping:disconnect', 'stopped']));

    const next = runStack(place);
    await next.says('Ready in');
    expect(next.output()).toContain(
      `Stopped mongod (process ${left.mongod}), which an earlier start had left running`,
    );
    expect(next.output()).toContain(`Stopped temporal (process ${left.temporal})`);
    // On another port than before, so that the replica set had to learn its new address.
    expect(await withMongodb(place, (facts) => facts.countDocuments())).toBe(1);
    await stopped(next);
  });
});
