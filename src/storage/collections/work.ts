export { type DeadlineDocument, deadlines } from './deadlines.ts';
export { type DeliveryDocument, deliveries } from './deliveries.ts';
export { type NoticeDocument, notices } from './notices.ts';
export { type Platform, PLATFORMS } from './platforms.ts';
export { type TaskDocument, tasks } from './tasks.ts';
