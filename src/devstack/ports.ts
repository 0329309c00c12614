/** Free ports of this machine, and whether a configured one is free. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { VariableName } from '../infra/environment-variables.ts';
import { promised } from './port-promises.ts';
import { codeOf, RuntimeProblem } from './runtime-problem.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Below the ephemeral range: between the test and its use, a port of that range is often taken by a connection or by a
 * server that asks for any port.
 */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_767;
const TRIES = 50;

/** That many different free loopback ports. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(closed));
  return ports;
}

/** One free loopback port. */
export async function freePort(): Promise<number> {
  const server = await listenAnywhere();
  const port = portOf(server);
  await closed(server);
  return port;
}

async function listenAnywhere(): Promise<Server> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
    const server = await listenOn(LOOPBACK, port).catch(() => null);
    if (server === null) continue;
    if (promised(port)) return server;
    await closed(server);
  }
  return listenOn(LOOPBACK, 0);
}

/** Throws `RuntimeProblem` naming the variable if the port is not available. */
export async function assertPortFree(port: number, variable: VariableName, host = LOOPBACK): Promise<void> {
  const server = await listenOn(host, port).catch((error: unknown) => {
    throw portProblem(port, variable, host, error);
  });
  await closed(server);
}

/** Why nothing can listen on the port, and which variable to change. */
export function portProblem(
  port: number,
  variable: VariableName,
  host: string,
  error: unknown,
): RuntimeProblem {
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return new RuntimeProblem(
      `Port ${port} is taken by another program. Set ${variable} to a free port, or stop that program.`,
    );
  if (code === 'EACCES')
    return new RuntimeProblem(
      `Port ${port} needs more rights than this user has. Set ${variable} to another one.`,
    );
  return new RuntimeProblem(
    `Nothing can listen on ${host}, port ${port} (${String(code)}). Set HOST and ${variable} to what this machine has.`,
  );
}

function listenOn(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has an address');
  return address.port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
