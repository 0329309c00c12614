/**
 * Downloads one server program with the library of its maker or community, in a process of its own, so that the caller
 * chooses its environment and can end it: `node download-server.mjs mongod 7.0.28 <folder>`. Sends the caller
 * `{ executable }` or `{ reason }`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

const DOWNLOADS = {
  mongod: downloadMongod,
  temporal: (version, folder) => downloadTemporal('createLocal', 'temporal', version, folder),
  'temporal-test-server': (version, folder) =>
    downloadTemporal('createTimeSkipping', 'temporal-test-server', version, folder),
};

const [name, version, folder] = process.argv.slice(2);
// Without its caller it has no purpose; its group includes the server that the SDK starts after a download.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
const message = await DOWNLOADS[name](version, folder).then(
  (executable) => ({ executable }),
  (error) => ({ reason: reasonOf(error) }),
);
process.send(message, () => process.exit());

async function downloadMongod(wanted, downloadDir) {
  const { MongoBinary } = await import('mongodb-memory-server-core');
  return MongoBinary.getPath({ version: wanted, downloadDir, checkMD5: true });
}

/** The SDK downloads a program in order to start it; what counts here is that the file is complete. */
async function downloadTemporal(create, prefix, wanted, downloadDir) {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', version: `v${wanted}`, downloadDir };
  const file = path.join(downloadDir, `${prefix}-v${wanted}`);
  try {
    const environment = await TestWorkflowEnvironment[create]({ server: { executable } });
    await environment.teardown();
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  return file;
}

/** An error of a native library has its cause further down. */
function reasonOf(error) {
  const { message = String(error), cause } = error ?? {};
  return cause?.message ? `${message}: ${cause.message}` : message;
}
