/**
 * From release 0.2.0 to this version on one database and one task queue. The journal is stored in another form, so the old
 * processes end before the new ones begin (docs/runbook.md).
 */
import { newId } from '../../src/infra/ids.ts';
import { TwoVersions } from './two-versions.ts';

let versions: TwoVersions;
beforeAll(async () => {
  versions = await TwoVersions.of('0.2.0');
});
afterAll(() => versions.close());

test('what release 0.2.0 began goes on after the migration, and a process of it that still runs books nothing', async () => {
  await versions.completed('old', 'migrate');
  const oldWorker = await versions.start('old', 'worker');
  const oldApi = await versions.start('old', 'api');
  const customer = await versions.customerOf('old');
  await versions.bought('old', await versions.placed('old', customer));
  const waiting = await versions.placed('old', customer);
  const key = newId('key');
  const used = await versions.use('old', customer, 400, key);
  // More than there is: an episode, whose deadline the new worker meets.
  await versions.use('old', customer, 650);
  expect(await versions.episodesOf('old', customer)).toEqual(['open']);
  await versions.stop(oldWorker);

  await versions.completed('new', 'migrate');
  await expect(versions.use('old', customer, 1)).rejects.toThrow(/50[03]/);
  await versions.stop(oldApi);
  await expect(versions.completed('old', 'migrate')).rejects.toThrow('newer version');

  await versions.start('new', 'worker');
  await versions.start('new', 'api');
  // A key of before still returns its first result.
  expect((await versions.use('new', customer, 400, key)).body).toMatchObject({
    id: used.body['id'],
    quantity: 400,
  });
  expect(await versions.episodesOf('new', customer)).toEqual(['open']);
  await versions.advance('new', customer, '2025-03-09T09:07:00.000Z');
  expect(await versions.episodesOf('new', customer)).toEqual(['suspended']);
  await versions.bought('new', waiting);
  expect(await versions.episodesOf('new', customer)).toEqual(['closed']);
  await versions.use('new', customer, 1);
  await versions.expectSound(1);
}, 240_000);
