/** Lists as CSV over a real HTTP server, with a list of any length behind it (api.md §1 Paging, D-30). */
import { createConnection } from 'node:net';
import { DomainError } from '../../../src/domain/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { csvRecords, parseCsv } from '../../support/csv.ts';
import { columnsOf } from '../../../src/http/csv/columns.ts';
import { csvText, type ListPage } from '../../../src/http/csv/csv-text.ts';
import { call, startPipeline, THING_ROUTES, thingHandlers, type PipelineServer } from './pipeline-server.ts';

/** A list of this many things, read in pages; page 2 cannot be read if it fails. */
let things: { count: number; id: (index: number) => string; failsAt?: number };
let pagesRead: number;
let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline({
    handlers: {
      ...thingHandlers,
      listThings: ({ query: { cursor, limit } }) => {
        pagesRead++;
        const from = Number(cursor ?? 0);
        if (from === things.failsAt) throw new DomainError('not_found', { kind: 'thing' });
        const items = Array.from(
          { length: Math.max(0, Math.min(limit, things.count - from)) },
          (_, index) => ({
            id: things.id(from + index),
            size: from + index + 1,
          }),
        );
        const next = from + items.length;
        return Promise.resolve({
          status: 200,
          body: { items, nextCursor: next < things.count ? String(next) : null },
        });
      },
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  things = { count: 3, id: (index) => `thg_${index}` };
  pagesRead = 0;
});

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_TYPE = 'application/json; charset=utf-8';

it.each([
  ['?format=csv', '*/*', CSV],
  ['?format=csv', 'application/json', CSV],
  ['', 'text/csv', CSV],
  ['', 'text/csv;q=0.9, application/json;q=0.1', CSV],
  ['', '*/*', JSON_TYPE],
  ['', 'text/html,application/xhtml+xml,*/*;q=0.8', JSON_TYPE],
  ['', 'application/json, text/csv', JSON_TYPE],
  ['', 'image/png', JSON_TYPE],
  ['?format=json', 'text/csv', JSON_TYPE],
])('%s with Accept %s is %s', async (query, accept, mediaType) => {
  const { status, headers } = await call(server, `/v1/things${query}`, { headers: { accept } });
  expect([status, headers.get('content-type')]).toEqual([200, mediaType]);
});

it('has every page in a file with a name, and ends each row with a line break', async () => {
  things.count = 450;
  const answer = await fetch(`${server.url}/v1/things?format=csv`, {
    headers: { authorization: 'Bearer sales-key' },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="things.csv"');
  expect(bytes.subarray(0, 16).toString('latin1')).toBe('\xEF\xBB\xBFid,size\r\nthg_');
  const rows = csvRecords(bytes.toString());
  expect(rows.map(({ size }) => Number(size))).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
  expect(pagesRead).toBe(3);
});

it('has a header without rows if the list is empty', async () => {
  things.count = 0;
  expect(parseCsv((await call(server, '/v1/things?format=csv')).text)).toEqual([['id', 'size']]);
});

it('answers HEAD without a body', async () => {
  const { status, headers, text } = await call(server, '/v1/things?format=csv', { method: 'HEAD' });
  expect([status, headers.get('content-type'), text, pagesRead]).toEqual([200, CSV, '', 1]);
});

const TEXTS = {
  '=1+1': "'=1+1",
  '+86 10 5555': "'+86 10 5555",
  '-2': "'-2",
  '@SUM(A1)': "'@SUM(A1)",
  '\tx': "'\tx",
  '\rx': "'\rx",
  '\nx': "'\nx",
  '＝1': "'＝1",
  'a=b': 'a=b',
  '三甲医院，放射科': '三甲医院，放射科',
  'says "yes", twice\r\nand more': 'says "yes", twice\r\nand more',
  ' spaces ': ' spaces ',
  "'": "'",
};

it.each(Object.entries(TEXTS))('shows the text %j and runs nothing', async (id, shown) => {
  // Checking responses would refuse some of these texts, which older records may have.
  const page: ListPage = { items: [{ id }], nextCursor: null };
  const [column] = columnsOf(THING_ROUTES.listThings.responses[200], { isCustomer: false });
  const options = { columns: [column!], timeZone: undefined, language: 'en' as const };
  let text = '';
  for await (const piece of csvText(page, () => Promise.reject(new Error('one page')), options))
    text += piece;
  expect(parseCsv(text)).toEqual([['id'], [shown]]);
});

it.each([
  ['columns=size,name', 'columns not_allowed', 'This must be one of: id, size.'],
  ['columns=', 'columns wrong_format', undefined],
  ['timeZone=Mars/Olympus', 'timeZone not_a_time_zone', undefined],
  ['timeZone=%2B08:00', 'timeZone not_a_time_zone', undefined],
  ['limit=10', 'limit not_in_csv', 'A CSV has every page; leave this out.'],
  ['color=green', 'color not_allowed', undefined],
])('refuses %s', async (query, error, message) => {
  const { status, headers, body } = await call(server, `/v1/things?format=csv&${query}`);
  const [found] = body['errors'] as { path: string; code: string; message: string }[];
  expect([status, headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8']);
  expect(`${found?.path} ${found?.code}`).toBe(error);
  if (message !== undefined) expect(found?.message).toBe(message);
});

it.each([
  ['format=xml', 'format not_allowed'],
  ['columns=id', 'columns only_in_csv'],
  ['timeZone=UTC&format=json', 'timeZone only_in_csv'],
])('refuses %s in JSON', async (query, error) => {
  const { status, body } = await call(server, `/v1/things?${query}`);
  const [found] = body['errors'] as { path: string; code: string }[];
  expect([status, `${found?.path} ${found?.code}`]).toEqual([422, error]);
});

it('has the columns that are asked for, in their order', async () => {
  const { text } = await call(server, '/v1/things?format=csv&columns=size,id');
  expect(parseCsv(text)[1]).toEqual(['1', 'thg_0']);
});

it('continues after a cursor', async () => {
  const { text } = await call(server, '/v1/things?format=csv&cursor=2');
  expect(csvRecords(text)).toEqual([{ id: 'thg_2', size: '3' }]);
});

it('is a problem if the first page cannot be read', async () => {
  things.failsAt = 0;
  const { status, headers } = await call(server, '/v1/things?format=csv');
  expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
});

it('breaks off if a later page cannot be read, so that nobody takes it for complete', async () => {
  things = { ...things, count: 1_000, failsAt: 400 };
  await expect(call(server, '/v1/things?format=csv')).rejects.toThrow();
});

it('asks for a key and a role', async () => {
  expect((await call(server, '/v1/things?format=csv', { key: null })).status).toBe(401);
  expect((await call(server, '/v1/things?format=csv', { key: 'delivery-key' })).status).toBe(403);
});

it('waits for a receiver that does not read, and stops when it leaves', async () => {
  // Rows that fill the buffers between server and receiver long before the end of the list.
  things = { count: 1_000_000, id: (index) => `${index}`.padStart(200, 'x') };
  const socket = createConnection(server.port, '127.0.0.1');
  socket.write(
    'GET /v1/things?format=csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sales-key\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('readable', resolve));
  // Unchanged for as long as many pages take.
  let before = -1;
  await eventually(
    () => {
      const was = before;
      before = pagesRead;
      return pagesRead === was;
    },
    (same) => same,
  );
  expect(pagesRead).toBeLessThan(1_000);
  socket.destroy();
  await eventually(
    () => server.logged.find(({ facts }) => facts['aborted'] === true),
    (found) => found !== undefined,
  );
  const atTheEnd = pagesRead;
  await call(server, '/v1/things');
  expect(pagesRead).toBeLessThanOrEqual(atTheEnd + 2);
  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

it('ends after a million rows with a line that says how to go on', async () => {
  const mostRows = 600;
  const pageFrom = (from: number): ListPage => ({
    items: Array.from({ length: 200 }, (_, index) => ({ id: `thg_${from + index}`, size: 1 })),
    nextCursor: String(from + 200),
  });
  const columns = [
    { name: 'id', cellOf: (entry: unknown) => (entry as { id: string }).id },
    { name: 'size', cellOf: () => '1' },
  ];
  let text = '';
  const read = (cursor: string) => Promise.resolve(pageFrom(Number(cursor)));
  for await (const piece of csvText(pageFrom(0), read, {
    columns,
    timeZone: undefined,
    language: 'en',
    mostRows,
  }))
    text += piece;
  const rows = parseCsv(text);
  expect(rows).toHaveLength(1 + mostRows + 1);
  expect(rows.at(-1)).toEqual([
    'Incomplete: this file ends after 600 rows. Continue with cursor=600, or narrow the filters.',
    '',
  ]);
});
