export { type WebhookSecret, type PlatformDocument, platforms, endpointOf } from './platforms.ts';
