/** Which addresses an endpoint may have: public ones, and others only as configuration says. */
import {
  addressKindOf,
  isAllowedAddress,
  type AddressKind,
} from '../../../src/application/notices/endpoint-addresses.ts';
import { AddressRefused, allowedAddressesOf } from '../../../src/application/notices/resolve-endpoint.ts';

const PUBLIC_ONLY = { allowLoopback: false, allowPrivate: false };
const EMBEDDED = { allowLoopback: true, allowPrivate: false };
const EVERYTHING = { allowLoopback: false, allowPrivate: true };

test.each<[AddressKind, string[]]>([
  ['public', ['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::200e']],
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
  [
    'private',
    [
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
      // Where clouds keep the credentials of their machines.
      '169.254.169.254',
      '192.0.2.1',
      '198.18.0.1',
      '240.0.0.1',
      '::ffff:10.0.0.1',
      'fd00::1',
      'fe80::1',
      'fec0::1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001:db8::1',
      '::a00:1',
      '4000::1',
    ],
  ],
  ['impossible', ['0.0.0.0', '0.1.2.3', '255.255.255.255', '224.0.0.1', '::', 'ff02::1']],
])('these addresses are %s', (kind, addresses) => {
  expect(addresses.map((address) => [address, addressKindOf(address)])).toEqual(
    addresses.map((address) => [address, kind]),
  );
});

test('public addresses are always allowed, this machine and private ones as configured, impossible ones never', () => {
  const allowed = (rule: typeof PUBLIC_ONLY) =>
    ['8.8.8.8', '127.0.0.1', '10.0.0.1', '0.0.0.0'].map((address) => isAllowedAddress(address, rule));
  expect(allowed(PUBLIC_ONLY)).toEqual([true, false, false, false]);
  expect(allowed(EMBEDDED)).toEqual([true, true, false, false]);
  expect(allowed(EVERYTHING)).toEqual([true, true, true, false]);
});

const noResolver = () => Promise.reject(new Error('asked for a name'));
const leadingTo =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: 4 })));

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://%31%32%37.0.0.1/',
  'http://127。0。0。1/',
  'http://0/',
])('%s is refused without asking the name service', async (endpoint) => {
  await expect(allowedAddressesOf(new URL(endpoint), PUBLIC_ONLY, noResolver)).rejects.toThrow(
    AddressRefused,
  );
});

test('a name is refused when any of its addresses is', async () => {
  const url = new URL('https://platform.test/');
  await expect(allowedAddressesOf(url, PUBLIC_ONLY, leadingTo('8.8.8.8', '10.0.0.1'))).rejects.toMatchObject({
    host: 'platform.test',
    address: '10.0.0.1',
    kind: 'private',
  });
  await expect(allowedAddressesOf(url, PUBLIC_ONLY, leadingTo('8.8.8.8', '8.8.4.4'))).resolves.toHaveLength(
    2,
  );
});
