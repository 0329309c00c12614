/** docker-compose.yml, Dockerfile and .dockerignore fit together, the sources and the configuration. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documentedVariables } from '../../../src/infra/environment-variables.ts';
import { composeVariables, readComposeFile, readDockerfile } from '../../support/compose-file.ts';
import { readDocument, ROOT } from '../documents.ts';

const { services, volumes, networks } = readComposeFile();
const all = Object.entries(services);
/** Those that run the image of the product. */
const own = all.filter(([, { build }]) => build !== undefined);
/** Those that end when they are done. */
const once = new Set(
  all.flatMap(([, { depends_on: needs }]) =>
    Object.entries(needs).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  ),
);

test('the product gets variables that it reads, and no others', () => {
  const known = new Set(documentedVariables().map(({ name }) => name));
  const given = own.flatMap(([, { environment }]) => Object.keys(environment));
  const set = readDockerfile().flatMap((stage) =>
    stage.flatMap(({ instruction, rest }) => (instruction === 'ENV' ? [rest.split('=')[0] ?? ''] : [])),
  );
  expect([...given, ...set].filter((name) => !known.has(name))).toEqual([]);
  expect(given).toContain('MONGODB_URI_FILE');
});

test('the runbook names every variable that the compose file takes', () => {
  const { text } = readDocument('docs/runbook.md');
  expect(composeVariables().filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('every file and folder that a container mounts exists', () => {
  const mounts = all.flatMap(([, service]) => service.volumes.map((volume) => volume.split(':')[0] ?? ''));
  const missing = mounts.filter((source) =>
    source.startsWith('.') ? !existsSync(path.join(ROOT, source)) : !(source in volumes),
  );
  expect(missing).toEqual([]);
  expect(Object.keys(volumes).filter((name) => !mounts.includes(name))).toEqual([]);
});

test.each(all)('%s is pinned, confined, limited, watched and restarted', (name, service) => {
  expect(service.image).toMatch(/^[\w./-]+:(v?\d+\.\d+\.\d+[\w.-]*|\d+\.\d+-\w+|local)$/);
  expect(service).toMatchObject({
    init: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: expect.stringMatching(/^\d+[mg]$/) as string,
    cpus: expect.any(Number) as number,
    pids_limit: expect.any(Number) as number,
    logging: { options: { 'max-size': '10m' } },
    restart: once.has(name) ? 'on-failure:8' : 'unless-stopped',
  });
  expect(service.healthcheck !== undefined).toBe(!once.has(name));
});

test('the product runs with a file system that it cannot write, and as nobody', () => {
  expect(own.map(([name]) => name)).toEqual(['secrets', 'mongodb-initiate', 'migrate', 'api', 'worker']);
  for (const [name, service] of own) {
    expect([name, service['read_only']]).toEqual([name, true]);
    // It gives each secret to the user of its reader.
    expect([name, service.user]).toEqual([name, name === 'secrets' ? '0:0' : undefined]);
  }
  const last = readDockerfile().at(-1) ?? [];
  expect(last.find(({ instruction }) => instruction === 'USER')?.rest).toMatch(/^[1-9]\d+:[1-9]\d+$/);
});

test('every port is published on loopback unless a variable says otherwise', () => {
  const published = all.flatMap(([, { ports }]) => ports);
  expect(published).toHaveLength(4);
  for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  const open = readComposeFile({ API_PUBLISH: '0.0.0.0:80' });
  expect(open.services['proxy']?.ports).toEqual(['0.0.0.0:80:8080']);
});

test('no password is written down: where one is needed, a variable names its file', () => {
  const secrets = all.flatMap(([service, { environment }]) =>
    Object.entries(environment)
      .filter(([name]) => /PASSWORD|SECRET|PWD|SIGNING_KEY|_URI/.test(name))
      .map(([name, value]) => ({ service, name, value })),
  );
  expect(secrets.length).toBeGreaterThan(8);
  for (const { service, name, value } of secrets) {
    expect([service, name, name.endsWith('_FILE')]).toEqual([service, name, true]);
    expect([service, name, value]).toEqual([
      service,
      name,
      expect.stringMatching(/^\/run\/prepaid\/[\w-]+$/),
    ]);
    expect(services[service]?.volumes).toContainEqual(
      expect.stringMatching(/^secrets-\w+:\/run\/prepaid:ro$/),
    );
  }
});

test('every container finds API processes and servers once: it shares one network with them', () => {
  const networksOf = (name: string) => {
    const given = services[name]?.networks ?? [];
    return Array.isArray(given) ? given : Object.keys(given);
  };
  const shared = (one: string, other: string) =>
    networksOf(one).filter((network) => networksOf(other).includes(network));
  expect(shared('proxy', 'api')).toEqual(['edge']);
  const targets = readFileSync(path.join(ROOT, 'deploy', 'prometheus', 'prometheus.yml'), 'utf8').matchAll(
    /names: \[(\w+)\]|targets: \[(\w+):/g,
  );
  const reached = [...targets].map(([, byName, byAddress]) => byName ?? byAddress ?? '');
  expect(reached).toEqual(['api', 'worker', 'temporal', 'proxy']);
  for (const name of reached) expect([name, shared('prometheus', name).length]).toEqual([name, 1]);
  expect(networksOf('temporal')).toEqual(['temporal']);
  expect(networksOf('mongodb')).toEqual(['data']);
  expect(networks['data']).toEqual({ internal: true });
});

test('the Dockerfile copies what exists and .dockerignore lets through', () => {
  const allowed = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const copied = readDockerfile().flatMap((stage) =>
    stage.flatMap(({ instruction, rest }) =>
      instruction === 'COPY' && !rest.startsWith('--from=') ? rest.split(/\s+/).slice(0, -1) : [],
    ),
  );
  expect(copied.filter((source) => !existsSync(path.join(ROOT, source)))).toEqual([]);
  expect(copied.filter((source) => !allowed.includes(source.split('/')[0] ?? ''))).toEqual([]);
  expect(allowed.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
});
