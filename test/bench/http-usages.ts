/** Usages as requests to the API, one a request or in batches. */
import { newId } from '../../src/infra/ids.ts';
import type { Bought, Customer } from './bench-accounts.ts';
import { withConnections, type HttpRequest } from './http-connection.ts';
import { callAgain, type Calls } from './measurement.ts';

/** Usages in a batch. */
export const BATCH = 500;
export const BOUGHT: Bought = { resource: 'inspection', storageYears: 15 };
/** Found in the response of a batch if a usage was not accepted. */
const REFUSED = /"status":[45]/;

export function usageRequestOf(customer: Customer, key: string): HttpRequest {
  const body = JSON.stringify({ ...customer, ...BOUGHT, quantity: 1 });
  return { method: 'POST', target: '/v1/usages', key, idempotencyKey: newId('cmd'), body };
}

export function batchOf(customer: Customer, key: string): HttpRequest {
  const usages = Array.from({ length: BATCH }, () => ({
    key: newId('cmd'),
    ...customer,
    ...BOUGHT,
    quantity: 1,
  }));
  return { method: 'POST', target: '/v1/usages/batch', key, body: JSON.stringify({ usages }) };
}

/** Lets callers send one request after another for a while, each on its own connection. Throws if a usage was refused. */
export function sendAgain(
  port: number,
  callers: number,
  forMs: number,
  request: () => HttpRequest,
): Promise<Calls> {
  return withConnections(port, callers, (ask) =>
    callAgain(callers, forMs, async (caller) => {
      const answer = await ask(caller, request());
      if (REFUSED.test(answer)) throw new Error(`a use was refused: ${answer}`);
    }),
  );
}
