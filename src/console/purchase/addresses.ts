/** Addresses of the pages of a purchase. The account is part of them, so that they can be sent to others. */

export function buyAddress(accountId: string, productLine?: string, step?: 'confirm'): string {
  const path = ['/buy', productLine, step].filter((part) => part !== undefined).map(encoded);
  return `${path.join('/')}?accountId=${encodeURIComponent(accountId)}`;
}

function encoded(part: string, index: number): string {
  return index === 0 ? part : encodeURIComponent(part);
}

export function newAgreementAddress(accountId: string): string {
  return `/customers/${encodeURIComponent(accountId)}/agreements/new`;
}
