/** The stages of the worked change in docs/changing-workflows.md, for one worker. */
export { before } from './before.ts';
export { patched } from './patched.ts';
export { deprecated } from './deprecated.ts';
export { removed } from './removed.ts';
