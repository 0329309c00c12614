export { type AgreementDocument, agreements } from './agreements.ts';
