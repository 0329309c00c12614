/** Webhook settings for tests: receivers on this machine are allowed, and timeouts are short. */
import { webhookSettingsOf, type WebhookSettings } from '../../src/application/notices/webhook-settings.ts';
import { loadConfig } from '../../src/infra/config.ts';

/** Environment variables of the product in tests. */
export const WEBHOOK_ENVIRONMENT = {
  SEALING_SECRET: 'a secret that seals the tokens of customers',
  NOTICE_ALLOW_LOOPBACK: 'true',
  NOTICE_TIMEOUT_SECONDS: '1',
} as const;

export const TEST_WEBHOOKS: WebhookSettings = webhookSettingsOf(loadConfig(WEBHOOK_ENVIRONMENT));
