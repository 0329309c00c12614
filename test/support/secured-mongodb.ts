/** A MongoDB as it is in production: it speaks TLS alone and knows its users. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose, { type mongo } from 'mongoose';
import { executableOf } from '../../src/devstack/embedded-servers.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD } from '../../src/devstack/server-programs.ts';
import { createSupervisor } from '../../src/devstack/supervisor.ts';
import { loadConfig } from '../../src/infra/config.ts';
import type { CertificateAuthority } from './certificates.ts';

export interface SecuredMongodb {
  /** Connection string of a user with the roles that the runbook names, and of one with all. */
  uriOf(user: 'product' | 'root'): string;
  readonly passwords: Readonly<Record<'product' | 'root', string>>;
  stop(): Promise<void>;
}

/** `database`: the only one that the user of the product may use. */
export async function securedMongodb(
  folder: string,
  authority: CertificateAuthority,
  database: string,
): Promise<SecuredMongodb> {
  const data = path.join(folder, 'secured-mongodb');
  mkdirSync(data, { mode: 0o700 });
  const file = (name: string, content: string): string => {
    const place = path.join(folder, name);
    writeFileSync(place, content, { mode: 0o600 });
    return place;
  };
  const { cert, key } = await authority.certify({ hosts: ['127.0.0.1', 'localhost'] });
  const caFile = file('mongodb-ca.pem', authority.pem);
  const port = await freePort();
  const start = { config: loadConfig(process.env), environment: process.env, progress: noProgress };
  const supervisor = createSupervisor({ stopOrder: ['secured-mongod'], say: () => undefined });
  const passwords = { product: secret(), root: secret() };
  const tls = `tls=true&tlsCAFile=${encodeURIComponent(caFile)}`;
  await supervisor.start({
    name: 'secured-mongod',
    command: await executableOf(MONGOD, start.config.mongodb.executable, start),
    args: [
      ...['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', 'rs0', '--wiredTigerCacheSizeGB', '0.25', '--quiet', '--auth'],
      ...['--keyFile', file('mongodb-key', randomBytes(96).toString('base64'))],
      ...['--tlsMode', 'requireTLS', '--tlsCAFile', caFile, '--tlsAllowConnectionsWithoutCertificates'],
      ...['--tlsCertificateKeyFile', file('mongodb.pem', `${cert}\n${key}\n`)],
    ],
    environment: process.env,
    logFile: path.join(folder, 'secured-mongod.log'),
    recordFolder: path.join(folder, 'run'),
    channel: false,
    detached: false,
    graceSeconds: 5,
    ready: (signal) =>
      makeUsers(`mongodb://127.0.0.1:${port}/?directConnection=true&${tls}`, passwords, database, signal),
    readyWithinSeconds: 60,
  });
  return {
    uriOf: (user) =>
      `mongodb://${user}:${passwords[user]}@127.0.0.1:${port}/?replicaSet=rs0&authSource=admin&${tls}`,
    passwords,
    stop: () => supervisor.stop(),
  };
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

/** A server without users lets a client of its own machine initiate it and make the first one. */
async function makeUsers(
  uri: string,
  passwords: SecuredMongodb['passwords'],
  database: string,
  signal: AbortSignal,
): Promise<void> {
  const member = new URL(uri).host;
  const first = await connected(uri, signal);
  try {
    const admin = first.db('admin');
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: member }] } });
    while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true)
      await pause(20, undefined, { signal });
    await admin.command({ createUser: 'root', pwd: passwords.root, roles: ['root'] });
  } finally {
    await first.close();
  }
  const root = await connected(uri.replace('//', `//root:${passwords.root}@`), signal);
  try {
    const roles = [{ role: 'readWrite', db: database }];
    await root.db('admin').command({ createUser: 'product', pwd: passwords.product, roles });
  } finally {
    await root.close();
  }
}

async function connected(uri: string, signal: AbortSignal): Promise<mongo.MongoClient> {
  for (;;) {
    signal.throwIfAborted();
    const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_000 });
    try {
      return await client.connect();
    } catch {
      await client.close();
      await pause(20, undefined, { signal });
    }
  }
}
