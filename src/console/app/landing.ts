/** Where a person begins, by role: customers with their account, who delivers with services, all others with orders. */
export function landingOf(roles: readonly string[]): '/overview' | '/orders' | '/services' {
  if (roles.includes('customer')) return '/overview';
  const sells = roles.some((role) => role === 'sales' || role === 'operator');
  return roles.includes('delivery') && !sells ? '/services' : '/orders';
}
