/** What the caller of a stack decides. */
import type { Config, Environment } from '../infra/config.ts';
import type { ServiceCommand } from './service-plans.ts';
import type { Supervisor } from './supervisor.ts';

export interface StackOptions {
  readonly config: Config;
  readonly environment: Environment;
  /** Writes a line for a person. */
  readonly say: (line: string) => void;
  /** True if lines can be redrawn, as in a terminal. */
  readonly interactive: boolean;
  /** How the processes of the product are started; those of the build if omitted. */
  readonly command?: ServiceCommand;
  /** Called once the stack is ready; the function it returns is called when the stack has stopped. */
  readonly whenReady?: (supervisor: Supervisor) => () => void;
}
