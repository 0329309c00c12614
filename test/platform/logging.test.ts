import { createLogger } from '../../src/platform/logging.ts';

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger({ logLevel: 'info' }, 'test', { write: (line) => void lines.push(line) }).info(fields, 'said');
  return lines.join('');
}

describe('createLogger', () => {
  test('writes one JSON line with an ISO time and its name', () => {
    expect(JSON.parse(logged({ orderId: 'ord_1' }))).toMatchObject({
      level: 30,
      name: 'test',
      msg: 'said',
      orderId: 'ord_1',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
  });

  test.each([
    { token: 'hush' },
    { headers: { authorization: 'Bearer hush' } },
    { request: { headers: { cookie: 'hush' } } },
    { config: { payments: { fake: { secret: 'hush' } } } },
  ])('leaves out a secret at any usual depth: %j', (fields) => {
    expect(logged(fields)).toContain('[redacted]');
    expect(logged(fields)).not.toContain('hush');
  });

  test('writes nothing below its level', () => {
    const lines: string[] = [];
    createLogger({ logLevel: 'error' }, 'test', { write: (line) => void lines.push(line) }).warn('said');
    expect(lines).toEqual([]);
  });
});
