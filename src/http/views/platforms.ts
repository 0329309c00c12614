/** The settings of a platform as responses show them. Signing secrets are shown by their validity only. */
import { live } from '../../application/notices/platform-secrets.ts';
import type { PlatformSettings } from '../../contracts/platforms.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PlatformDocument } from '../../storage/collections/platforms.ts';

/** `now` is server time. */
export function platformView(
  { url, sandboxUrl, enabled, secrets }: PlatformDocument,
  now: Instant,
): PlatformSettings {
  return {
    url,
    sandboxUrl,
    enabled,
    secrets: live(secrets, now).map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
  };
}
