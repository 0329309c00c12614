export { type EncryptedTokenDocument, encryptedTokens } from './encrypted-tokens.ts';
export { type LicenceDocument, licences } from './licences.ts';
export { type ServiceEvidenceDocument, serviceEvidence } from './service-evidence.ts';
export {
  type ServiceRejection,
  type EvidenceOfService,
  type ServiceAcceptance,
  type ServiceDocument,
  services,
} from './services.ts';
export { type TermDocument, terms } from './terms.ts';
