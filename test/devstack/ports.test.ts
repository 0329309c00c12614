/** Free ports of this machine, among many who ask at once. */
import { promised } from '../../src/devstack/port-promises.ts';
import { freePort, freePorts } from '../../src/devstack/ports.ts';

test('a port that was reserved for a server that does not listen yet is not given away again', async () => {
  const given = [...(await freePorts(20)), await freePort()];
  expect(new Set(given).size).toBe(given.length);
  for (const port of given) expect(promised(port)).toBe(false);
});
