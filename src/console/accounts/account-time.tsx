/** An instant of a customer's record, in the zone that the person chose. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { formatInstant, zoneName, zoneOf } from '../format/instant.ts';
import { useLanguage, usePreferences } from '../preferences/preferences-context.tsx';
import { readAccount } from './read-account.ts';

/** Accounts rarely change their zone. */
const CURRENT_MS = 600_000;

export function useAccount(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['account', id],
    queryFn: () => readAccount(api, id),
    staleTime: CURRENT_MS,
  });
}

/** Returns an instant of a customer's record as text, for sentences. */
export function useAccountTime(accountId: string): (at: string) => string {
  const language = useLanguage();
  const { zone } = usePreferences();
  const { data } = useAccount(accountId);
  return (at) => formatInstant(at, zoneOf(zone, data?.timeZone), language);
}

interface AccountTimeProps {
  readonly accountId: string;
  readonly at: string;
  /** Says the zone as well, once where a page begins to show times. */
  readonly withZone?: boolean;
}

export function AccountTime({ accountId, at, withZone = false }: AccountTimeProps) {
  const language = useLanguage();
  const { zone: choice } = usePreferences();
  const { data } = useAccount(accountId);
  const zone = zoneOf(choice, data?.timeZone);
  return (
    <>
      <time dateTime={at} title={zoneName(zone, language)}>
        {formatInstant(at, zone, language)}
      </time>
      {withZone && <span className="quiet"> {zoneName(zone, language)}</span>}
    </>
  );
}
