export { type AcceptanceLinkDocument, acceptanceLinks } from './acceptance-links.ts';
