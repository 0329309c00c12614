/**
 * An instant in the zone of the person who reads it, with the name of the zone: for what belongs to no customer, such as
 * links, keys and sessions, and may stand beside times of a customer's zone.
 */
import { formatInstant, zoneName, zoneOf } from '../format/instant.ts';
import { useLanguage, usePreferences } from '../preferences/preferences-context.tsx';

export function OwnTime({ at }: { readonly at: string }) {
  const language = useLanguage();
  const { zone: choice } = usePreferences();
  const zone = zoneOf(choice, undefined);
  return (
    <time dateTime={at}>
      {formatInstant(at, zone, language)} {zoneName(zone, language, Date.parse(at))}
    </time>
  );
}
