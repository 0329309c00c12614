/** The platforms' endpoints and signing secrets, for operators. */
import type { PlatformSettings, platformRoutes } from '../../contracts/platforms.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import { assertEndpointAllowed } from '../../application/notices/assert-endpoint.ts';
import { live } from '../../application/notices/platform-secrets.ts';
import {
  rotatePlatformSecret,
  setPlatform,
  unsetPlatform,
} from '../../application/notices/platform-settings.ts';
import type { WebhookSettings } from '../../application/notices/webhook-settings.ts';
import { once } from '../../storage/idempotency.ts';
import type { PlatformDocument } from '../../storage/collections/platforms.ts';
import { PLATFORMS, type Platform } from '../../storage/collections/platforms.ts';
import { transact } from '../../storage/unit-of-work.ts';
import { assertUnlimited, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export interface PlatformHandlerDependencies extends HandlerDependencies {
  readonly webhooks: WebhookSettings;
}

export function platformHandlers(dependencies: PlatformHandlerDependencies): Handlers<typeof platformRoutes> {
  const { database, serverNow, webhooks } = dependencies;

  /** Settings hold for the notices of every account. */
  const subject = ({ params, caller }: { params: { platform: string }; caller: Caller }) => {
    assertUnlimited(caller);
    platformOf(params);
    return Promise.resolve({});
  };

  return {
    getPlatform: {
      load: subject,
      handle: async ({ params }) => {
        const platform = platformOf(params);
        const found = await database.models.platforms.findById(platform).lean();
        const now = serverNow();
        return { status: 200, body: platformView(found ?? unsetPlatform(platform, now), now) };
      },
    },

    setPlatform: {
      load: subject,
      handle: async (request) => {
        const platform = platformOf(request.params);
        const { url, sandboxUrl, enabled } = request.body;
        for (const [field, endpoint] of Object.entries({ url, sandboxUrl })) {
          if (endpoint !== null) await assertEndpointAllowed(field, endpoint, webhooks);
        }
        const body = await transact(dependencies, actorOf(request), async (unit) => {
          const wish = { url, sandboxUrl, enabled };
          return platformView(await setPlatform(unit, platform, wish, webhooks.encryptor), unit.recordedAt);
        });
        return { status: 200, body };
      },
    },

    rotatePlatformSecret: {
      load: subject,
      handle: async (request) => {
        const platform = platformOf(request.params);
        const { body, replayed } = await once<{ secret?: string }>(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            const secret = await rotatePlatformSecret(unit, platform, webhooks.encryptor);
            return { status: 200, body: { secret }, kept: {} };
          },
        );
        return { status: 200, body, replayed };
      },
    },
  };
}

function platformOf({ platform }: { platform: string }): Platform {
  const known = PLATFORMS.find((candidate) => candidate === platform);
  if (known === undefined) throw new DomainError('not_found', { kind: 'platform', id: platform });
  return known;
}

function platformView(
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
