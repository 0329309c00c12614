/** What the image of the product contains beside its base, put together by the last stage of the Dockerfile without Docker. */
import { execFile } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectPath } from '../../src/infra/project-root.ts';
import { builtProduct } from './built-product.ts';
import { readDockerfile } from './compose-file.ts';

const run = promisify(execFile);

export interface ProductImage {
  readonly folder: string;
  /** The program and its first arguments. */
  readonly entrypoint: readonly string[];
  readonly uid: number;
  readonly gid: number;
}

/** Fills a folder that exists. The build in `dist` is that of the sources afterwards. */
export async function assembleImage(folder: string): Promise<ProductImage> {
  await builtProduct();
  const last = readDockerfile().at(-1) ?? [];
  const restOf = (instruction: string) => last.find((line) => line.instruction === instruction)?.rest ?? '';
  for (const { rest } of last.filter(({ instruction }) => instruction === 'COPY')) {
    const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
    const target = words.pop() ?? '';
    for (const source of words) await copy(source.replace(/^\/app\//, ''), path.join(folder, target));
  }
  const [uid = Number.NaN, gid = Number.NaN] = restOf('USER').split(':').map(Number);
  return { folder, entrypoint: z.array(z.string()).parse(JSON.parse(restOf('ENTRYPOINT'))), uid, gid };
}

/** Path, size and time of change of everything in a folder: equal lists mean that nothing was written. */
export function inventoryOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const { size, mtimeMs, mode } = lstatSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs} ${mode}`;
    })
    .sort();
}

/** Like `COPY` into a folder: of a folder its contents, of a file the file. */
async function copy(source: string, target: string): Promise<void> {
  if (source === 'node_modules') return copyPackages(target);
  mkdirSync(target, { recursive: true });
  const place = projectPath(source);
  await run('cp', ['-r', statSync(place).isDirectory() ? `${place}/.` : place, target]);
}

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

/** The packages that `npm ci --omit=dev` installs, with the native module of this machine only. */
async function copyPackages(target: string): Promise<void> {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(projectPath('package-lock.json'), 'utf8')));
  const wanted = Object.entries(packages).flatMap(([name, { dev, devOptional, link }]) => {
    const isTopLevel = /^node_modules\/(@[^/]+\/)?[^/]+$/.test(name);
    return isTopLevel && !dev && !devOptional && !link && existsSync(projectPath(name)) ? [name] : [];
  });
  for (const scope of new Set(wanted.map((name) => path.dirname(name)))) {
    const folder = path.join(target, path.relative('node_modules', scope));
    mkdirSync(folder, { recursive: true });
    const names = wanted.filter((name) => path.dirname(name) === scope);
    await run('cp', ['-r', '-t', folder, ...names.map((name) => projectPath(name))]);
  }
  const releases = path.join(target, '@temporalio/core-bridge/releases');
  for (const release of readdirSync(releases))
    if (!release.endsWith('-unknown-linux-gnu')) await run('rm', ['-r', path.join(releases, release)]);
}
