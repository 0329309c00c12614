/** Workflows with a change that no open order can take over: it waits before it reads its record. */
import { sleep } from '@temporalio/workflow';
import { order as unchanged, type OrderInput } from '../../../workflows/order.ts';

export async function order(input: OrderInput): Promise<unknown> {
  await sleep(1);
  return unchanged(input);
}
