/** The proxy of the containers: a real HAProxy with its configuration, in front of API processes on this machine. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectPath } from '../../src/infra/project-root.ts';
import { debianProgram } from './debian-program.ts';

export interface ProxyPorts {
  readonly proxy: number;
  /** Of its health and its metrics. */
  readonly status: number;
  /** Of the API processes, which it calls `api0`, `api1` and so on. */
  readonly apis: readonly number[];
}

export interface ProxyCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** How to start it. Only the addresses of the configuration are changed, in a copy in `folder`. */
export async function proxyCommand(
  folder: string,
  { proxy, status, apis }: ProxyPorts,
): Promise<ProxyCommand> {
  const { path: program, environment } = await debianProgram('haproxy');
  const servers = apis.map((port, index) => `  server api${index} 127.0.0.1:${port}`);
  const configuration = readFileSync(projectPath('deploy', 'haproxy', 'haproxy.cfg'), 'utf8')
    .replaceAll(/^ {2}server-template .*$/gm, servers.join('\n'))
    .replace('bind *:8080', `bind 127.0.0.1:${proxy}`)
    .replace('bind *:8404', `bind 127.0.0.1:${status}`);
  const file = path.join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration);
  return { program, args: ['-f', file], environment };
}
