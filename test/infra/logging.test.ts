import { createLogger } from '../../src/infra/logging.ts';

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
    { platforms: [{ name: 'one' }, { token: 'hush' }] },
  ])('leaves out a secret at any usual depth: %j', (fields) => {
    expect(logged(fields)).toContain('[redacted]');
    expect(logged(fields)).not.toContain('hush');
  });

  test('changes nothing of the object that it is given', () => {
    const fields = { request: { headers: { cookie: 'hush', host: 'here' } } };
    expect(JSON.parse(logged(fields))).toMatchObject({
      request: { headers: { cookie: '[redacted]', host: 'here' } },
    });
    expect(fields).toEqual({ request: { headers: { cookie: 'hush', host: 'here' } } });
  });

  test('logs an error that references a connection with cycles: its message and its cause only', () => {
    const circle: Record<string, unknown> = {};
    for (let index = 0; index < 200; index += 1) circle[`host${index}`] = { circle, secret: 'hush' };
    const error = Object.assign(new TypeError('no server', { cause: new Error('timed out') }), {
      code: 'ENETDOWN',
      topology: circle,
    });
    expect(JSON.parse(logged({ err: error }))).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'no server',
        code: 'ENETDOWN',
        stack: expect.stringContaining('no server') as string,
        cause: { message: 'timed out' },
      },
    });
    expect(logged({ err: error })).not.toContain('hush');
  });

  test.each([
    ['a value', { payload: 'x'.repeat(1_000_000) }],
    ['values in a list', { history: Array.from({ length: 1_000 }, () => ({ event: 'x'.repeat(1_000) })) }],
    ['the message of an error', { err: new Error('x'.repeat(1_000_000)) }],
    ['what is no text', { events: Array.from({ length: 100_000 }, (_, index) => index) }],
  ])('writes a bounded line, that is JSON, whatever %s is', (_what, fields) => {
    const line = logged(fields);
    expect(line.length).toBeLessThanOrEqual(40_000);
    expect(JSON.parse(line)).toMatchObject({ level: 30, name: 'test', msg: 'said' });
  });

  test('writes nothing below its level', () => {
    const lines: string[] = [];
    createLogger({ logLevel: 'error' }, 'test', { write: (line) => void lines.push(line) }).warn('said');
    expect(lines).toEqual([]);
  });
});
