/** The date that matters in the state of a service, with the time that is left until it. */
import { AccountTime } from '../accounts/account-time.tsx';
import { Remaining, type TimeAsRead } from '../accounts/remaining.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import type { Service } from './next-step.ts';
import './service-due.css';
import { SERVICE_TEXTS } from './service-texts.ts';

interface ServiceDueProps {
  readonly service: Service;
  readonly read: TimeAsRead;
}

export function ServiceDue({ service, read }: ServiceDueProps) {
  const words = useTexts(SERVICE_TEXTS);
  const { accountId, state, startBy, deliveredAt, acceptedAt, endsAt } = service;
  if (state === 'available') {
    if (startBy === null) return <p className="service-due">{words.neverLapses}</p>;
    return <Due label={words.startBy} accountId={accountId} at={startBy} read={read} />;
  }
  if (state === 'delivered' && deliveredAt !== undefined)
    return <Due label={words.deliveredAt} accountId={accountId} at={deliveredAt} />;
  if (state === 'accepted' && acceptedAt !== undefined)
    return <Due label={words.acceptedAt} accountId={accountId} at={acceptedAt} />;
  if (state === 'running' && endsAt !== undefined)
    return <Due label={words.endsAt} accountId={accountId} at={endsAt} read={read} />;
  return null;
}

interface DueProps {
  readonly label: string;
  readonly accountId: string;
  readonly at: string;
  /** Absent for what is past. */
  readonly read?: TimeAsRead;
}

function Due({ label, accountId, at, read }: DueProps) {
  return (
    <p className="service-due">
      {label} <AccountTime accountId={accountId} at={at} />
      {read !== undefined && (
        <>
          {' · '}
          <strong>
            <Remaining accountId={accountId} read={read} at={at} />
          </strong>
        </>
      )}
    </p>
  );
}
