/** Shutdown: the server completes every request that it has accepted, and accepts none that it cannot complete. */
import { RawConnection } from './raw-connection.ts';
import { startPipeline } from './pipeline-server.ts';
import { startSlowEdge } from './slow-pipeline.ts';

const GET = 'GET /v1/things/a HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer sales-key\r\n\r\n';
const statusesOf = async (connection: RawConnection): Promise<string[]> =>
  (await connection.answersToTheEnd()).map(
    ({ status, headers }) => `${status} ${headers.get('connection') ?? ''}`,
  );

it('completes a request in progress and closes its connection', async () => {
  const { edge, asked, serve } = await startSlowEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET);
  await asked();
  const stopped = edge.stop();
  serve();
  expect(await statusesOf(connection)).toEqual(['200 close']);
  await stopped;
});

it('completes a request that is still arriving', async () => {
  const edge = await startPipeline();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET.slice(0, 30));
  await connection.flushed();
  const stopped = edge.stop();
  connection.write(GET.slice(30));
  expect(await statusesOf(connection)).toEqual(['200 close']);
  await stopped;
});

it('handles one more request on an open connection, then closes it, and closes idle connections', async () => {
  const edge = await startPipeline();
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

it('serves new connections while it drains, and none afterwards', async () => {
  const edge = await startPipeline({}, { lingerMs: 500 });
  const stopped = edge.stop();
  const late = await RawConnection.open(edge.port);
  late.write(GET);
  expect(await statusesOf(late)).toEqual(['200 close']);
  await stopped;
  await expect(RawConnection.open(edge.port)).rejects.toThrow('ECONNREFUSED');
});

it('completes all pipelined requests and closes the connection with the last', async () => {
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

it('ignores requests after the final response', async () => {
  const { edge, asked, count, serve } = await startSlowEdge();
  const connection = await RawConnection.open(edge.port);
  connection.write(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + GET);
  await asked();
  serve();
  expect(await statusesOf(connection)).toEqual(['200 close']);
  expect(count()).toBe(1);
  await edge.close();
});

it('closes connections whose requests exceed the time limit', async () => {
  const { edge, asked } = await startSlowEdge({ lingerMs: 5, finishMs: 15 });
  const connection = await RawConnection.open(edge.port);
  connection.write(GET);
  await asked();
  await edge.stop();
  await connection.ended;
  expect(connection.answers()).toEqual([]);
});
