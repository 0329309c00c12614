/** Every workflow of the system; entry point of the worker's bundle. */
export { order } from './order.ts';
export { arrears } from './arrears.ts';
export { lot } from './lot.ts';
export { notice } from './notice.ts';
export { reconciliation } from './reconciliation.ts';
export { canary } from './canary.ts';
