/** The content of problems: in the caller's language, with rule, evidence and remedy, and without internals. */
import { ERROR_STATUS } from '../../../src/domain/error-table.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { isRuleId } from '../../../src/domain/rules.ts';
import { problem } from '../../../src/contracts/problem.ts';
import {
  ACCOUNT_NOW,
  call,
  keyed,
  SERVER_NOW,
  startPipeline,
  thingHandlers,
  type PipelineServer,
} from './pipeline-server.ts';

let server: PipelineServer;
let thrown: unknown;
beforeAll(async () => {
  server = await startPipeline({
    handlers: {
      ...thingHandlers,
      listThings: () => {
        throw thrown;
      },
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.logged.length = 0;
});

const refuse = (error: unknown, headers: Record<string, string> = {}) => {
  thrown = error;
  return call(server, '/v1/things', { headers });
};

it('fills the placeholders of a text from the evidence, and returns the evidence too', async () => {
  const { status, body, headers } = await refuse(new DomainError('not_found', { kind: 'lot', id: 'lot_1' }));
  expect(status).toBe(404);
  expect(body).toEqual({
    type: '/problems/not_found',
    title: 'Not found',
    status: 404,
    detail: 'There is no such lot.',
    code: 'not_found',
    requestId: headers.get('x-request-id'),
    evidence: { kind: 'lot', id: 'lot_1' },
    remedy: 'Check the address and the id.',
  });
});

it('cites the rule, and lists each violation in the language of the caller', async () => {
  const error = new DomainError(
    'validation_failed',
    {},
    {
      rule: 'R-INTL-17',
      errors: [
        {
          path: 'lines[0].quantity',
          code: 'x',
          message: { en: 'Few.', zh: '太少。' },
          rule: 'R-INTL-17',
          remedy: { en: 'More.', zh: '更多。' },
        },
      ],
    },
  );
  const { body, headers } = await refuse(error, { 'accept-language': 'zh-CN' });
  expect(problem.parse(body)).toMatchObject({
    title: '校验失败',
    rule: 'R-INTL-17',
    errors: [
      { path: 'lines[0].quantity', code: 'x', message: '太少。', rule: 'R-INTL-17', remedy: '更多。' },
    ],
  });
  expect(headers.get('content-language')).toBe('zh');
});

it.each([
  ['zh', '未找到'],
  ['fr, zh;q=0.4, en;q=0.3', '未找到'],
  ['en;q=0.3, zh-Hant;q=0.9', '未找到'],
  ['zh;q=0, en', 'Not found'],
  ['en, zh', 'Not found'],
  ['*;q=0.5, zh;q=0.4', 'Not found'],
  ['fr', 'Not found'],
  [';;q=,=', 'Not found'],
])('responds to Accept-Language %j with %s', async (language, title) => {
  const { body } = await refuse(new DomainError('not_found', { kind: 'lot' }), {
    'accept-language': language,
  });
  expect(body['title']).toBe(title);
});

it('responds to an unexpected error with internal, reveals nothing of it, and logs it once', async () => {
  const secret = new Error('password=hunter2 at /srv/app/src/x.ts');
  const { status, text, body, headers } = await refuse(secret);
  expect([status, body['code']]).toEqual([500, 'internal']);
  expect(text).not.toMatch(/hunter2|\.ts|at |<html/i);
  const errors = server.logged.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.facts).toMatchObject({
    err: secret,
    requestId: headers.get('x-request-id'),
    route: 'listThings',
  });
});

it.each([undefined, null, 'text', { status: 200, expose: true }])(
  'responds to the thrown value %j with internal',
  async (value) => {
    const { status, body } = await refuse(value);
    expect([status, body['code']]).toEqual([500, 'internal']);
  },
);

it.each(['rate_limited', 'unavailable', 'idempotency_in_flight'] as const)(
  'sends Retry-After with %s',
  async (key) => {
    const { headers } = await refuse(new DomainError(key));
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  },
);

it('does not log an expected error as an error', async () => {
  await refuse(new DomainError('unavailable', { service: 'MongoDB' }));
  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

it('sends account time with a problem once the resource was loaded', async () => {
  const sandbox = await call(server, '/v1/things/thg_sandbox/resize', { body: { size: 0 }, headers: keyed });
  const other = await call(server, '/v1/things/thg_1/resize', { body: { size: 0 }, headers: keyed });
  expect([sandbox.status, other.status]).toEqual([422, 422]);
  expect(sandbox.headers.get('x-server-now')).toBe(ACCOUNT_NOW);
  expect(other.headers.get('x-server-now')).toBe(SERVER_NOW);
});

it('serves the page at the type of a problem', async () => {
  const { body } = await call(server, '/problems/forbidden', { key: null });
  expect(body).toMatchObject({ code: 'forbidden', status: 403, title: { en: 'Forbidden' } });
  expect((body['reasons'] as { key: string }[]).map(({ key }) => key)).toContain('unlimited_key_required');
});

it.each(Object.keys(ERROR_STATUS))('explains the code %s on a page, with rules that exist', async (code) => {
  const { status, body } = await call(server, `/problems/${code}`, { key: null });
  expect([status, body['code']]).toEqual([200, code]);
  const reasons = body['reasons'] as { rule?: string }[];
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.flatMap(({ rule }) => rule ?? []).filter((rule) => !isRuleId(rule))).toEqual([]);
});
