export { type PaymentEventDocument, paymentEvents } from './payment-events.ts';
export { type PaymentEvidence, type PaymentDocument, payments } from './payments.ts';
