/** What a stack is told by whoever runs it. */
import type { Config, Environment } from '../infra/config.ts';
import type { ServiceCommand } from './service-plans.ts';

export interface StackOptions {
  readonly config: Config;
  readonly environment: Environment;
  /** Writes for a person. */
  readonly say: (line: string) => void;
  /** Whether lines can be drawn over. */
  readonly interactive: boolean;
  /** The product's own processes; others in tests. */
  readonly command?: ServiceCommand;
}
