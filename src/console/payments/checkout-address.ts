/** True for an address that a browser opens as a page, and nothing that runs in this one. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
