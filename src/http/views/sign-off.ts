/** A sign-off link and a certificate as responses show them. */
import type { AcceptanceCertificate } from '../../application/entitlements/services/sign-off/certificate.ts';
import type { SignOff } from '../../application/entitlements/services/sign-off/sign-off.ts';
import type { Certificate, CertifiedEvidence, SignOffAnswer } from '../../contracts/sign-off.ts';
import { canonicalText } from '../../domain/canonical-text.ts';
import type { Json } from '../../domain/json.ts';
import { sha256Hex } from '../../infra/ids.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';
import type { EvidenceOfService } from '../../storage/collections/services.ts';
import { auditView } from './audit.ts';
import { evidenceView } from './services.ts';

export function signOffView({
  service: { evidence, orderReference, ...service },
  state,
  expiresAt,
}: SignOff): SignOffAnswer {
  return {
    service: {
      ...service,
      ...(orderReference === null ? {} : { orderReference }),
      evidence: evidence === null ? null : evidenceView(evidence),
    },
    state,
    expiresAt,
  };
}

/** A certificate with its names, as they were sold. */
export type NamedCertificate = Certificate &
  Pick<AcceptanceCertificate['sold'], 'name' | 'organizationName' | 'accountName'>;

export function certificateView(certificate: AcceptanceCertificate): NamedCertificate {
  const { service, sold, delivered, acceptance, record } = certificate;
  const { _id, orderId, organizationId, sku, mode } = service;
  const { orderReference, ...ordered } = sold;
  return {
    id: record._id,
    serviceId: _id,
    orderId,
    organizationId,
    sku,
    ...(mode === null ? {} : { mode }),
    ...ordered,
    ...(orderReference === null ? {} : { orderReference }),
    deliveredAt: delivered.at,
    deliveredBy: delivered.by,
    ...(delivered.evidence === null ? {} : { deliveryEvidence: certified(delivered.evidence) }),
    given: acceptance.given,
    acceptedBy: acceptance.acceptedBy,
    acceptedAt: acceptance.at,
    ...(acceptance.evidence === null ? {} : { acceptanceEvidence: certified(acceptance.evidence) }),
    record: { id: record._id, recordedAt: record.recordedAt, sha256: hashOf(record) },
  };
}

function certified(evidence: EvidenceOfService): CertifiedEvidence {
  const { note } = evidence;
  return { ...evidenceView(evidence), ...(note === null ? {} : { noteSha256: sha256Hex(note) }) };
}

/** SHA-256 of the record as the audit shows it, as canonical JSON. */
function hashOf(record: AuditDocument): string {
  return sha256Hex(canonicalText(auditView(record) as unknown as Json));
}
