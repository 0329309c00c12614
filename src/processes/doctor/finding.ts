/** What one check of an installation found. */
import { within } from '../../infra/time-limit.ts';

export interface Finding {
  /** What was checked. */
  readonly check: string;
  /**
   * `problem`: the product cannot work as it is. `warning`: it works, but not as it should. `unknown`: the check could not
   * be made.
   */
  readonly state: 'good' | 'warning' | 'problem' | 'unknown';
  readonly found: string;
  /** What to do; absent if there is nothing to do. */
  readonly remedy?: string;
}

export type Verdict = Omit<Finding, 'check'>;

export interface Check {
  readonly name: string;
  readonly run: () => Promise<Verdict> | Verdict;
}

/** No check takes longer. */
const LIMIT_MS = 10_000;
const LATE: Verdict = { state: 'unknown', found: `no response within ${LIMIT_MS / 1_000} s` };

/** Runs the checks at once. One that fails or takes too long is `unknown`, and the others do not suffer from it. */
export function runChecks(checks: readonly Check[]): Promise<Finding[]> {
  return Promise.all(
    checks.map(async ({ name, run }) => ({ check: name, ...(await within(LIMIT_MS, settled(run), LATE)) })),
  );
}

export function good(found: string): Verdict {
  return { state: 'good', found };
}

async function settled(run: Check['run']): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    return { state: 'unknown', found: error instanceof Error ? error.message : String(error) };
  }
}
