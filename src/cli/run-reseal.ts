/** Encrypts the stored secrets again and prints what became of them. */
import { resealSecrets, type ResealResult } from '../application/secrets/reseal-secrets.ts';
import { systemClock } from '../infra/clock.ts';
import { ConfigurationError, loadConfig, type Environment } from '../infra/config.ts';
import { reachDatabase } from '../processes/reach-servers.ts';
import { namedDatabase } from './named-database.ts';

/** Resolves with the exit code: 1 if something could not be read. */
export async function runReseal(
  environment: Environment,
  { json }: { readonly json: boolean },
): Promise<number> {
  const { sealingSecret, retiredSealingSecrets } = loadConfig(environment, ['SEALING_SECRET']);
  if (sealingSecret === undefined) throw new ConfigurationError(['SEALING_SECRET is not set.']);
  const database = await reachDatabase({ mongodb: namedDatabase(environment) });
  try {
    const secrets = { current: sealingSecret, retired: retiredSealingSecrets };
    const result = await resealSecrets({ database, serverNow: systemClock }, secrets);
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : textOf(result));
    return result.unreadable.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function textOf({ tokens, signingSecrets, unreadable }: ResealResult): string {
  const parts = [
    ['tokens of customers', tokens],
    ['signing secrets of platforms', signingSecrets],
  ] as const;
  const lines = parts.flatMap(([name, counts]) => [
    name,
    `  encrypted again  ${counts.resealed}`,
    `  already current  ${counts.current}`,
    `  unreadable       ${counts.unreadable}${counts.unreadable === 0 ? '' : ' !'}`,
  ]);
  const owners = unreadable.map((owner) => `    ${owner}`);
  return [...lines, ...(owners.length === 0 ? [] : ['unreadable values belong to', ...owners]), ''].join(
    '\n',
  );
}
