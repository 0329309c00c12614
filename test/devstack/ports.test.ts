/** Free ports of this machine, among many who ask at once. */
import { promised } from '../../src/devstack/port-promises.ts';
import { freePort, freePorts } from '../../src/devstack/ports.ts';

test('a port that was given to one who does not listen yet is given to nobody else', async () => {
  const given = [...(await freePorts(20)), await freePort()];
  expect(new Set(given).size).toBe(given.length);
  for (const port of given) expect(promised(port)).toBe(false);
});
