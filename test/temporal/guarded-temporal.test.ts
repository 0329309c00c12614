/** Reaching a Temporal that demands a certificate or a key, as the configuration says it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertNamespace, prepareGivenNamespace } from '../../src/devstack/temporal-namespace.ts';
import { loadTemporalAccess } from '../../src/infra/config.ts';
import type { TemporalAccess } from '../../src/infra/temporal-access.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { CertificateAuthority, type ServerCertificate } from '../support/certificates.ts';
import { guardedTemporal, type GuardedTemporal } from '../support/guarded-temporal.ts';
import { testServers } from '../support/servers.ts';

const KEY = 'a-key-that-is-never-shown';

let folder: string;
let authority: CertificateAuthority;
let certificates: Record<'own' | 'expired' | 'foreign', ServerCertificate>;
let open: GuardedTemporal;
let mutual: GuardedTemporal;
let keyed: GuardedTemporal;

beforeAll(async () => {
  folder = mkdtempSync(path.join(testServers().folder, 'guarded-'));
  authority = await CertificateAuthority.create();
  const other = await CertificateAuthority.create();
  certificates = {
    own: await authority.certify({ hosts: ['client'] }),
    expired: await authority.certify({ hosts: ['client'], days: -1 }),
    foreign: await other.certify({ hosts: ['client'] }),
  };
  writeFileSync(path.join(folder, 'ca.pem'), authority.pem);
  const { temporalAddress } = testServers();
  open = await guardedTemporal(temporalAddress, { authority });
  mutual = await guardedTemporal(temporalAddress, { authority, clientCertificates: true });
  keyed = await guardedTemporal(temporalAddress, { authority, keys: new Set([KEY]) });
});
afterAll(async () => {
  await Promise.all([open, mutual, keyed].map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

/** The access that an environment describes. */
function accessTo(server: GuardedTemporal, environment: NodeJS.ProcessEnv = trusting()) {
  return loadTemporalAccess({ TEMPORAL_ADDRESS: server.address, ...environment });
}

function trusting(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { TEMPORAL_TLS_SERVER_CA_CERT_PATH: path.join(folder, 'ca.pem'), ...more };
}

function withCertificate(name: keyof typeof certificates): NodeJS.ProcessEnv {
  return trusting({
    TEMPORAL_TLS_CLIENT_CERT_DATA: certificates[name].cert,
    TEMPORAL_TLS_CLIENT_KEY_DATA: certificates[name].key,
  });
}

const namespaceOf = async (access: TemporalAccess) => {
  const client = lazyClient(access);
  try {
    const { namespace } = access;
    return (await client.workflowService.describeNamespace({ namespace })).namespaceInfo?.name;
  } finally {
    await client.connection.close();
  }
};

test.each([
  ['over TLS', () => accessTo(open)],
  ['with a client certificate', () => accessTo(mutual, withCertificate('own'))],
  ['with an API key', () => accessTo(keyed, trusting({ TEMPORAL_API_KEY: KEY }))],
  [
    'by a profile alone',
    () => {
      const file = path.join(folder, 'temporal.toml');
      writeFileSync(
        file,
        `[profile.guarded]\naddress = "${keyed.address}"\nnamespace = "default"\napi_key = "${KEY}"\n` +
          `[profile.guarded.tls]\nserver_ca_cert_path = "${path.join(folder, 'ca.pem')}"\n`,
      );
      return loadTemporalAccess({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'guarded' });
    },
  ],
])('is reached %s', async (_how, access) => {
  await assertNamespace(access());
  await expect(namespaceOf(access())).resolves.toBe('default');
});

test('a server that lets nobody add search attributes is used if it has them', async () => {
  const { temporalAddress } = testServers();
  const strict = await guardedTemporal(temporalAddress, { authority, refusesOperators: true });
  try {
    await prepareGivenNamespace(accessTo(strict, trusting({ TEMPORAL_NAMESPACE: 'default' })));
    await expect(
      prepareGivenNamespace(accessTo(strict, trusting({ TEMPORAL_NAMESPACE: 'temporal-system' }))),
    ).rejects.toThrow(/may not add search attributes, and some are missing; add .*OrderStatus \(KEYWORD\)/);
  } finally {
    await strict.close();
  }
});

const PROBLEMS: readonly (readonly [string, () => TemporalAccess, string | RegExp])[] = [
  ['TLS to a client without', () => accessTo(open, {}), 'it speaks TLS: set TEMPORAL_TLS=true'],
  [
    'TLS to a client that does not know its authority',
    () => accessTo(open, { TEMPORAL_TLS: 'true' }),
    'the authority of its certificate is not known: set TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  ],
  [
    'TLS under another name',
    () => accessTo(open, trusting({ TEMPORAL_TLS_SERVER_NAME: 'temporal.internal' })),
    'its certificate is for another name: correct the address, or set TEMPORAL_TLS_SERVER_NAME',
  ],
  [
    'no TLS to a client with it',
    () => loadTemporalAccess({ TEMPORAL_ADDRESS: testServers().temporalAddress, TEMPORAL_TLS: 'true' }),
    'it speaks no TLS: leave TEMPORAL_TLS',
  ],
  [
    'a client certificate that is not there',
    () => accessTo(mutual),
    'it asks for a client certificate: set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH',
  ],
  [
    'a client certificate that has expired',
    () => accessTo(mutual, withCertificate('expired')),
    /the client certificate of TEMPORAL_TLS_CLIENT_CERT_PATH expired at \d{4}-.*: replace it/,
  ],
  [
    'a client certificate of another authority',
    () => accessTo(mutual, withCertificate('foreign')),
    'it refuses the client certificate: correct TEMPORAL_TLS_CLIENT_CERT_PATH',
  ],
  ['a key that is not there', () => accessTo(keyed), /asks for an API key[\s\S]*Correct TEMPORAL_API_KEY or/],
  [
    'a wrong key',
    () => accessTo(keyed, trusting({ TEMPORAL_API_KEY: 'another-key-that-is-not-shown' })),
    /does not accept this API key[\s\S]*Correct TEMPORAL_API_KEY or the file of TEMPORAL_API_KEY_FILE/,
  ],
];

// Each takes the five seconds after which a server counts as not reached.
test('what a server demands in vain is a problem with its remedy and without a secret', async () => {
  const said = await Promise.all(
    PROBLEMS.map(
      async ([what, access]) => [what, await assertNamespace(access()).then(() => '', String)] as const,
    ),
  );
  for (const [index, [what, problem]] of said.entries()) {
    const [, , words = ''] = PROBLEMS[index] ?? [];
    const expected =
      typeof words === 'string'
        ? (expect.stringContaining(words) as string)
        : (expect.stringMatching(words) as string);
    expect([what, problem]).toEqual([what, expected]);
    expect(problem).not.toMatch(/not-shown|never-shown|PRIVATE/);
  }
});
