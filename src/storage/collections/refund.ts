export { type RefundedLine, type RefundDocument, refunds } from './refunds.ts';
