/** The workflow's id of an order: fixed, so that starting it twice is starting it once. */
export function orderWorkflowId(orderId: string): string {
  return `order:${orderId}`;
}
