/** How long it is until an instant, on the time of the account: the server's, or the clock of a sandbox, which stands still. */
import { useEffect, useState } from 'react';
import { formatRemaining } from '../format/countdown.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useAccount } from './account-time.tsx';
import { REMAINING_TEXTS } from './remaining-texts.ts';

/** A countdown shows minutes. */
const TICK_MS = 15_000;

/** The time of an account when something was read. */
export interface TimeAsRead {
  readonly accountNow: string;
  /** When the response arrived, on the clock of `performance.now()`. */
  readonly readAtMs: number;
}

interface RemainingProps {
  readonly accountId: string;
  readonly read: TimeAsRead;
  readonly at: string;
}

export function Remaining({ accountId, read, at }: RemainingProps) {
  const words = useTexts(REMAINING_TEXTS);
  const language = useLanguage();
  const remainingMs = Date.parse(at) - useAccountNowMs(accountId, read);
  if (remainingMs <= 0) return words.over;
  const time = formatRemaining(remainingMs, language);
  return time === null ? words.soon : words.left(time);
}

/** The time of the account now, in milliseconds. */
function useAccountNowMs(accountId: string, { accountNow, readAtMs }: TimeAsRead): number {
  const { data } = useAccount(accountId);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const passedMs = data?.sandbox === true ? 0 : Math.max(0, nowMs - readAtMs);
  return Date.parse(accountNow) + passedMs;
}
