/** When the user of a delivered service is next reminded to accept it. */
import { useQuery } from '@tanstack/react-query';
import { AccountTime } from '../accounts/account-time.tsx';
import { Remaining, type TimeAsRead } from '../accounts/remaining.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import type { Service } from './next-step.ts';
import './service-due.css';
import { SERVICE_PAGE_TEXTS } from './service-page-texts.ts';
import { SERVICES_KEY } from './use-services.ts';

/** As many as the API gives at once; services of a line that are reminded of together are one deadline. */
const MOST = 200;

interface AcceptanceReminderProps {
  readonly service: Service;
  readonly read: TimeAsRead;
}

export function AcceptanceReminder({ service, read }: AcceptanceReminderProps) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const api = useApi();
  const { id, accountId, deliveredAt } = service;
  const { data } = useQuery({
    queryKey: [...SERVICES_KEY, 'reminder', id, deliveredAt],
    queryFn: async ({ signal }) => {
      const query = { accountId, kind: 'service.acceptance_reminder', limit: MOST } as const;
      const { items } = await api.get('/v1/deadlines', { query, signal });
      return (
        items.find(({ serviceId, serviceIds = [] }) => serviceId === id || serviceIds.includes(id)) ?? null
      );
    },
  });
  if (data === undefined || data === null) return null;
  return (
    <p className="service-due">
      {words.reminder} <AccountTime accountId={accountId} at={data.at} />
      {' · '}
      <strong>
        <Remaining accountId={accountId} read={read} at={data.at} />
      </strong>
    </p>
  );
}
