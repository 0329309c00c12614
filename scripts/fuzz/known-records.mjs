/** Records for the fuzzer to work on, made over the API, and a key with the roles of staff and of a platform. */

/**
 * Returns the key, and ids by the path segment or the field that takes them. `call` sends `{ method, path, key, body }`
 * and returns the parsed response.
 */
export async function makeKnownRecords(call, operatorKey) {
  const roles = ['operator', 'platform', 'sales', 'delivery'];
  const { key } = await call('POST', '/v1/keys', operatorKey, { name: 'Fuzzer', roles });
  const post = (path, body) => call('POST', path, key, body);

  const account = await post('/v1/accounts', {
    name: 'Fuzzed Hospital',
    country: 'SG',
    timeZone: 'Asia/Singapore',
    salesTeam: 'apac',
    sandbox: true,
  });
  const consortium = await post(`/v1/accounts/${account.id}/consortia`, { name: 'Fuzzed Alliance' });
  const organization = await post(`/v1/accounts/${account.id}/organizations`, { name: 'Radiology' });
  const agreement = await post('/v1/agreements', {
    accountId: account.id,
    number: 'FUZZ-1',
    productLines: ['aimis-intl'],
    signedOn: account.now.slice(0, 10),
    document: { name: 'FUZZ-1.pdf', sha256: '0'.repeat(64) },
  });
  const { termsVersions } = await call('GET', '/v1/catalogue', key);
  const order = await post('/v1/orders', {
    accountId: account.id,
    channel: 'online',
    termsAccepted: true,
    termsVersion: termsVersions['aimis-intl'],
    lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 }],
  });
  const lot = await post(`/v1/accounts/${account.id}/credits`, {
    resource: 'inspection',
    units: 1_000_000,
    storageYears: 15,
    reason: 'For the fuzzer',
  });
  const usage = await post('/v1/usages', {
    accountId: account.id,
    organizationId: organization.id,
    resource: 'inspection',
    quantity: 1,
  });
  const notices = await call('GET', `/v1/notices?accountId=${account.id}`, key);
  return {
    key,
    known: {
      accounts: account.id,
      accountId: account.id,
      organizations: organization.id,
      organizationId: organization.id,
      consortiumId: consortium.id,
      agreements: agreement.id,
      agreementId: agreement.id,
      orders: order.id,
      orderId: order.id,
      lots: lot.id,
      lotId: lot.id,
      usages: usage.id,
      usageId: usage.id,
      notices: notices.items[0]?.id,
      catalogue: 'AIMIS-INTL-CI-QTY-15Y',
      sku: 'AIMIS-INTL-CI-QTY-15Y',
      resource: 'inspection',
      termsVersion: termsVersions['aimis-intl'],
    },
  };
}
