/** Finds a server's executable, or lists everything that was tried and how to fix it. */
import type { Found, SearchContext } from './executable-source.ts';
import type { ExecutableSource } from './executable-source.ts';
import { EXECUTABLE_SOURCES } from './executable-sources.ts';
import { RuntimeProblem } from './runtime-problem.ts';
import type { ServerProgram } from './server-programs.ts';

export interface FoundProgram extends Found {
  /** Name of the source that provided it. */
  readonly source: string;
}

/** Throws `RuntimeProblem` if no source has a program that works. */
export async function findExecutable(
  program: ServerProgram,
  context: SearchContext,
  sources: readonly ExecutableSource[] = EXECUTABLE_SOURCES,
): Promise<FoundProgram> {
  const tried: string[] = [];
  for (const source of sources) {
    context.signal?.throwIfAborted();
    const outcome = await source.find(program, context);
    if (outcome.found) return { ...outcome, source: source.name };
    tried.push(`${source.name}: ${outcome.reason}`);
    if (outcome.final) break;
  }
  throw new RuntimeProblem(
    [`There is no ${program.title} server (${program.name}) to start.`, ...tried, remedyFor(program)].join(
      '\n  ',
    ),
  );
}

function remedyFor({ name, executableVariable, addressVariable }: ServerProgram): string {
  const executable = `Set ${executableVariable} to a ${name} that runs here`;
  return addressVariable === undefined
    ? `${executable}.`
    : `${executable}, or ${addressVariable} to a running server.`;
}
