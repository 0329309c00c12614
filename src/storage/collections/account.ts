export { type AccountDocument, accounts } from './accounts.ts';
export { type ConsortiumDocument, consortia } from './consortia.ts';
export { type OrganizationDocument, organizations } from './organizations.ts';
