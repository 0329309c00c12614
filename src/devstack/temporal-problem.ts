/** Says why a Temporal that the environment names cannot be used, with the variable that helps. Never repeats a key. */
import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import type { TemporalAccess } from '../infra/temporal-access.ts';
import { grpcFailureIn, NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED } from '../temporal/grpc-status.ts';
import { codeOf, reasonOf } from './runtime-problem.ts';

const HANDSHAKE_LIMIT_MS = 3_000;

const UNKNOWN_AUTHORITY =
  'the authority of its certificate is not known: set TEMPORAL_TLS_SERVER_CA_CERT_PATH';
/** Codes of Node and OpenSSL for what a side finds wrong, each with what helps. The first part that is contained decides. */
const TLS_REMEDIES: readonly (readonly [string, string])[] = [
  [
    'ALERT_CERTIFICATE_REQUIRED',
    'it asks for a client certificate: set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH',
  ],
  [
    'ALERT',
    'it refuses the client certificate: correct TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH',
  ],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ALTNAME', 'its certificate is for another name: correct the address, or set TEMPORAL_TLS_SERVER_NAME'],
  ['SELF_SIGNED', UNKNOWN_AUTHORITY],
  ['ISSUER', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY', UNKNOWN_AUTHORITY],
  [
    'WRONG_VERSION',
    'it speaks no TLS: leave TEMPORAL_TLS, its certificates and its API key unset, or set TEMPORAL_TLS=false',
  ],
];

/** The problem of a server that was not reached or refused the first call. */
export async function connectProblem(access: TemporalAccess, error: unknown): Promise<string> {
  const code = grpcFailureIn(error)?.code;
  if (code === UNAUTHENTICATED || code === PERMISSION_DENIED) return refused(access);
  const reason = (await tlsProblem(access)) ?? reasonOf(error);
  return (
    `No Temporal answers at TEMPORAL_ADDRESS ${access.address}: ${reason}\n  ` +
    'Start it, correct the address, or leave TEMPORAL_ADDRESS unset to have one started here.'
  );
}

/** The problem of a call that a server answered with an error. */
export function callProblem(access: TemporalAccess, error: unknown): string {
  const { address, namespace } = access;
  const code = grpcFailureIn(error)?.code;
  if (code === UNAUTHENTICATED || code === PERMISSION_DENIED) return refused(access);
  if (code === NOT_FOUND) {
    return (
      `The Temporal at TEMPORAL_ADDRESS ${address} has no namespace ${namespace}.\n  ` +
      `Create it (temporal operator namespace create --namespace ${namespace}) or set TEMPORAL_NAMESPACE.`
    );
  }
  return `The Temporal at TEMPORAL_ADDRESS ${address} cannot be used: ${reasonOf(error)}`;
}

function refused({ address, namespace, apiKey }: TemporalAccess): string {
  const what = apiKey === undefined ? 'asks for an API key or a certificate' : 'does not accept this API key';
  return (
    `The Temporal at TEMPORAL_ADDRESS ${address} ${what} for namespace ${namespace}.\n  ` +
    'Correct TEMPORAL_API_KEY or the file of TEMPORAL_API_KEY_FILE, and TEMPORAL_NAMESPACE.'
  );
}

/** What is wrong with the TLS of both sides; undefined if nothing is, or no server answers. */
async function tlsProblem(access: TemporalAccess): Promise<string | undefined> {
  const expired = expiredCertificate(access);
  if (expired !== undefined) return expired;
  const isTlsOn = usesTls(access);
  const code = await handshakeError(access);
  if (!isTlsOn) {
    const isTls = code === undefined || /ALERT|CERT|ISSUER|VERIFY/.test(code);
    return isTls ? 'it speaks TLS: set TEMPORAL_TLS=true, or TEMPORAL_TLS_SERVER_CA_CERT_PATH' : undefined;
  }
  return TLS_REMEDIES.find(([part]) => code?.includes(part))?.[1];
}

function usesTls({ tls, apiKey }: TemporalAccess): boolean {
  return Boolean(tls ?? apiKey !== undefined);
}

function expiredCertificate({ tls }: TemporalAccess): string | undefined {
  const certificate = typeof tls === 'object' ? tls?.clientCertPair?.crt : undefined;
  if (certificate === undefined) return undefined;
  const until = new Date(new X509Certificate(certificate).validTo);
  return until.getTime() < Date.now()
    ? `the client certificate of TEMPORAL_TLS_CLIENT_CERT_PATH expired at ${until.toISOString()}: replace it`
    : undefined;
}

/** The code of the error with which a handshake ends, or the first bytes after it are refused; undefined if it succeeds. */
function handshakeError({ address, tls }: TemporalAccess): Promise<string | undefined> {
  const options = typeof tls === 'object' && tls !== null ? tls : {};
  const { host, port } = placeOf(address);
  const { serverNameOverride: servername = host, serverRootCACertificate: ca, clientCertPair } = options;
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      // An address has no server name.
      ...(/^[\d.]+$|:/.test(servername) ? {} : { servername }),
      ALPNProtocols: ['h2'],
      ...(ca && { ca: Buffer.from(ca) }),
      ...(clientCertPair && { cert: Buffer.from(clientCertPair.crt), key: Buffer.from(clientCertPair.key) }),
    });
    const end = (code: string | undefined): void => {
      socket.destroy();
      resolve(code);
    };
    let isSecure = false;
    const fail = (code: string): void => {
      // Who closes after the handshake does not like what the client showed, with or without saying so.
      const isRefused = isSecure || code.includes('ALERT');
      if (isRefused) end(clientCertPair ? 'ALERT' : 'ALERT_CERTIFICATE_REQUIRED');
      else end(code);
    };
    socket.setTimeout(HANDSHAKE_LIMIT_MS, () => end('TIMEOUT'));
    socket.once('secureConnect', () => (isSecure = true));
    socket.once('error', (error) => fail(codeOf(error) ?? 'UNKNOWN'));
    socket.once('close', () => fail('CLOSED'));
    // A server looks at the certificate of its client after the handshake, and an HTTP/2 server then speaks first.
    socket.once('data', () => end(undefined));
  });
}

function placeOf(address: string): { readonly host: string; readonly port: number } {
  const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  return { host, port: Number(port) };
}
