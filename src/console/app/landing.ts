/** Where a person begins, by role: who delivers begins with services, all others with orders. */
export function landingOf(roles: readonly string[]): '/orders' | '/services' {
  const sells = roles.some((role) => role === 'sales' || role === 'operator');
  return roles.includes('delivery') && !sells ? '/services' : '/orders';
}
