/** Why an endpoint could not be called, in one line for operators. */
import { types } from 'node:util';

/** Codes of certificates whose authority this process does not know. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** `host` is that of the endpoint. For several failed addresses Node reports one error without a message, but with a code. */
export function callFailureText(error: unknown, host: string): string {
  if (!types.isNativeError(error)) return String(error);
  const code = textOf(error, 'code');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the certificate is not for ${host}: ${textOf(error, 'reason')}`;
  }
  if (code === 'CERT_HAS_EXPIRED') return `the certificate of ${host} has expired`;
  if (code === 'CERT_NOT_YET_VALID') return `the certificate of ${host} is not valid yet`;
  if (UNTRUSTED.has(code)) {
    return `the certificate of ${host} is from no authority that is trusted here (${code})`;
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return `no TLS connection to ${host} (${code})`;
  }
  if (error.message !== '') return error.message;
  return code === '' ? error.name : `connection failed: ${code}`;
}

function textOf(error: Error, field: 'code' | 'reason'): string {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : '';
}
