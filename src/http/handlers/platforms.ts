/** The endpoints and signing secrets of the platforms. */
import { assertUnlimited, type Caller } from '../../application/access/caller.ts';
import { assertEndpointsAllowed } from '../../application/notices/assert-endpoint.ts';
import {
  platformNamed,
  readPlatform,
  rotatePlatformSecret,
  setPlatform,
} from '../../application/notices/platform-settings.ts';
import type { WebhookSettings } from '../../application/notices/webhook-settings.ts';
import type { platformRoutes } from '../../contracts/platforms.ts';
import { idempotently, inTransaction } from '../pipeline/commands.ts';
import type { Handlers, ResourceFacts } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { platformView } from '../views/platforms.ts';

export interface PlatformHandlerDependencies extends HandlerDependencies {
  readonly webhooks: WebhookSettings;
}

export function platformHandlers(dependencies: PlatformHandlerDependencies): Handlers<typeof platformRoutes> {
  const { database, serverNow, webhooks } = dependencies;
  return {
    getPlatform: {
      load,
      handle: async ({ params }) => {
        const now = serverNow();
        const settings = await readPlatform(database, platformNamed(params.platform), now);
        return { status: 200, body: platformView(settings, now) };
      },
    },

    setPlatform: {
      load,
      handle: async (request) => {
        const platform = platformNamed(request.params.platform);
        await assertEndpointsAllowed(request.body, webhooks);
        const body = await inTransaction(dependencies, request, async (unit) =>
          platformView(await setPlatform(unit, platform, request.body, webhooks.encryptor), unit.recordedAt),
        );
        return { status: 200, body };
      },
    },

    rotatePlatformSecret: {
      load,
      handle: async (request) => {
        const platform = platformNamed(request.params.platform);
        return idempotently(
          dependencies,
          request,
          200,
          async (unit): Promise<{ secret?: string }> => ({
            secret: await rotatePlatformSecret(unit, platform, webhooks.encryptor),
          }),
          () => ({}),
        );
      },
    },
  };
}

/** Settings apply to the notices of all accounts. */
function load(request: {
  readonly params: { readonly platform: string };
  readonly caller: Caller;
}): Promise<ResourceFacts> {
  assertUnlimited(request.caller);
  platformNamed(request.params.platform);
  return Promise.resolve({});
}
