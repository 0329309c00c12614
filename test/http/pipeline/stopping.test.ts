/** A server that was asked to stop answers what it has taken, and takes nothing that it does not answer. */
import { RawConnection } from './raw-connection.ts';
import { startEdge } from './edge-server.ts';
import { startSlowEdge } from './slow-edge.ts';

const GET = 'GET /v1/things/a HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer sales-key\r\n\r\n';
const statusesOf = async (connection: RawConnection): Promise<string[]> =>
  (await connection.answersToTheEnd()).map(
    ({ status, headers }) => `${status} ${headers.get('connection') ?? ''}`,
  );

it('answers what is under way and says that it was the last', async () => {
  const { edge, asked, serve } = await startSlowEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET);
  await asked();
  const stopped = edge.stop();
  serve();
  expect(await statusesOf(connection)).toEqual(['200 close']);
  await stopped;
});

it('answers a request whose bytes still come', async () => {
  const edge = await startEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET.slice(0, 30));
  await connection.flushed();
  const stopped = edge.stop();
  connection.write(GET.slice(30));
  expect(await statusesOf(connection)).toEqual(['200 close']);
  await stopped;
});

it('answers the next request of an open connection, closes it, and closes those that ask nothing', async () => {
  const edge = await startEdge();
  const [busy, idle] = [await RawConnection.open(edge.port), await RawConnection.open(edge.port)];
  busy.write(GET);
  idle.write(GET);
  await busy.answered(1);
  await idle.answered(1);
  const stopped = edge.stop();
  busy.write(GET);
  expect(await statusesOf(busy)).toEqual(['200 keep-alive', '200 close']);
  expect(await statusesOf(idle)).toEqual(['200 keep-alive']);
  await stopped;
  await expect(RawConnection.open(edge.port)).rejects.toThrow('ECONNREFUSED');
});

it('answers all of what was sent at once, the last one with the end', async () => {
  const { edge, asked, serve } = await startSlowEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET + GET);
  await asked();
  const stopped = edge.stop();
  connection.write(GET);
  await asked(3);
  serve();
  expect((await statusesOf(connection)).at(-1)).toBe('200 close');
  expect(connection.answers()).toHaveLength(3);
  await stopped;
});

it('serves nothing that comes behind the answer that was the last', async () => {
  const { edge, asked, count, serve } = await startSlowEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + GET);
  await asked();
  serve();
  expect(await statusesOf(connection)).toEqual(['200 close']);
  expect(count()).toBe(1);
  await edge.close();
});

it('cuts off what is not answered within its limit', async () => {
  const { edge, asked } = await startSlowEdge({ lingerMs: 5, stopMs: 20 });
  const connection = await RawConnection.open(edge.port);
  connection.write(GET);
  await asked();
  await edge.stop();
  await connection.ended;
  expect(connection.answers()).toEqual([]);
});
