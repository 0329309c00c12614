/**
 * The last release and this version work on one database and one task queue: old worker with new API, then new worker with old
 * API, while orders, uses and deadlines go on.
 */
import { TwoVersions } from './two-versions.ts';

let versions: TwoVersions;
beforeAll(async () => {
  // The new worker makes its build current as it starts.
  versions = await TwoVersions.of('0.3.0', { WORKER_VERSIONING: 'at-once' });
});
afterAll(() => versions.close());

test('orders, uses and deadlines go on while old and new processes work together, and everything agrees', async () => {
  await versions.completed('old', 'migrate');
  const oldWorker = await versions.start('old', 'worker');
  const oldApi = await versions.start('old', 'api');
  const early = await versions.customerOf('old');
  await versions.bought('old', await versions.placed('old', early));
  const waiting = await versions.placed('old', early);

  // The old worker, the old API and the new API.
  await versions.completed('new', 'migrate');
  const newApi = await versions.start('new', 'api');
  const late = await versions.customerOf('new');
  await versions.bought('new', await versions.placed('new', late));
  await versions.use('new', early, 400);
  await versions.use('old', late, 300);
  // More than there is: an episode, whose deadline the new worker meets.
  await versions.use('new', early, 650);
  expect(await versions.episodesOf('old', early)).toEqual(['open']);

  // The new worker takes over what the old one began, and serves the old API.
  const newWorker = await versions.start('new', 'worker');
  await versions.stop(oldWorker);
  await versions.bought('old', waiting);
  await versions.bought('old', await versions.placed('old', late));
  await versions.use('old', late, 1_800);
  expect(await versions.episodesOf('new', late)).toEqual(['open']);
  await versions.advance('old', late, '2025-03-09T09:07:00.000Z');
  expect(await versions.episodesOf('old', late)).toEqual(['suspended']);
  await versions.advance('new', early, '2025-03-09T09:07:00.000Z');

  // The old API is replaced last.
  await versions.stop(oldApi);
  await versions.bought('new', await versions.placed('new', late));
  await versions.expectSound(2);
  await versions.stop(newWorker);
  await versions.stop(newApi);
}, 240_000);
