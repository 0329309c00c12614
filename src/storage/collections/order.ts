export { type EntitlementReference, type OrderLineRecord, type OrderDocument, orders } from './orders.ts';
