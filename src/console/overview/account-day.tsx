/** Calendar days of an account. Validity is counted in its zone, whatever zone the person chose for times. */
import { useAccount } from '../accounts/account-time.tsx';
import { formatDay } from '../format/instant.ts';
import { useLanguage } from '../preferences/preferences-context.tsx';

interface DayProps {
  readonly accountId: string;
  readonly at: string;
}

/** The day of an instant. */
export function AccountDay({ accountId, at }: DayProps) {
  const language = useLanguage();
  const { data } = useAccount(accountId);
  return <time dateTime={at}>{formatDay(at, data?.timeZone, language)}</time>;
}

/** The last day of what ends at an instant, which is exclusive. */
export function LastDay({ accountId, at }: DayProps) {
  return <AccountDay accountId={accountId} at={new Date(Date.parse(at) - 1).toISOString()} />;
}

/** A date of the calendar, `YYYY-MM-DD`. */
export function CalendarDay({ date }: { readonly date: string }) {
  const language = useLanguage();
  return <time dateTime={date}>{formatDay(`${date}T00:00:00Z`, 'UTC', language)}</time>;
}
