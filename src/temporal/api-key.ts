/** The API key of Temporal, which may be replaced in its file while the process runs. */
import type { TemporalAccess } from '../infra/temporal-access.ts';
import { reasonOf } from '../infra/error-reason.ts';
import type { Logger } from '../infra/logging.ts';
import { secretIn } from '../infra/read-variables.ts';

/** The file is read at most this often, and a new key is used after this time at the latest. */
const READ_AGAIN_MS = 5_000;

/** Returns the key that is valid now; undefined if Temporal asks for none. */
export type ApiKey = () => string | undefined;

/**
 * The key of the configuration, and from then on that of its file. While the file cannot be read, the last key stays in use
 * and one warning is logged.
 */
export function apiKeyOf(
  { apiKey, apiKeyFile }: Pick<TemporalAccess, 'apiKey' | 'apiKeyFile'>,
  logger?: Logger,
): ApiKey {
  if (apiKeyFile === undefined) return () => apiKey;
  let key = apiKey;
  let readAtMs = Date.now();
  let isReadable = true;
  return () => {
    if (Date.now() - readAtMs < READ_AGAIN_MS) return key;
    readAtMs = Date.now();
    try {
      const found = secretIn(apiKeyFile);
      if (found !== key)
        logger?.info({ variable: 'TEMPORAL_API_KEY_FILE' }, 'the API key of Temporal was replaced');
      key = found;
      isReadable = true;
    } catch (error) {
      if (isReadable)
        logger?.warn(
          { variable: 'TEMPORAL_API_KEY_FILE', file: apiKeyFile, reason: reasonOf(error) },
          'the API key of Temporal cannot be read again; the last one stays in use',
        );
      isReadable = false;
    }
    return key;
  };
}

/** Gives a connection each new key. Returns the function that ends it. */
export function followApiKey(key: ApiKey, give: (key: string) => void): () => void {
  let given = key();
  const timer = setInterval(() => {
    const now = key();
    if (now === undefined || now === given) return;
    given = now;
    give(now);
  }, READ_AGAIN_MS);
  timer.unref();
  return () => clearInterval(timer);
}
