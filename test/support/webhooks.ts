/** How the product in tests calls the endpoints of platforms: receivers on this machine, and not for long. */
import { webhookSettingsOf, type WebhookSettings } from '../../src/application/notices/webhook-settings.ts';
import { loadConfig } from '../../src/infra/config.ts';

/** Variables of the product in tests. */
export const WEBHOOK_ENVIRONMENT = {
  SEALING_SECRET: 'a secret that seals the tokens of customers',
  NOTICE_ALLOW_LOOPBACK: 'true',
  NOTICE_TIMEOUT_SECONDS: '1',
} as const;

export const TEST_WEBHOOKS: WebhookSettings = webhookSettingsOf(loadConfig(WEBHOOK_ENVIRONMENT));
