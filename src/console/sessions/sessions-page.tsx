/** The sessions that the person may see: those of the same key, for an unlimited operator all. Each can be ended. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { SESSION_KEY } from '../api/query-client.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { SESSION_TEXTS } from '../session/session-texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { OwnTime } from '../ui/own-time.tsx';
import { Page } from '../ui/page.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { SESSIONS_TEXTS } from './sessions-texts.ts';

type Session = Schemas['Session'];
const SESSIONS_KEY = ['sessions'] as const;

export default function SessionsPage() {
  const words = useTexts(SESSIONS_TEXTS);
  const list = useSessions();
  const { data, error, refetch } = list;
  const [ending, setEnding] = useState<Session | null>(null);
  return (
    <Page title={words.title}>
      <p>{words.about}</p>
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <table className="table">
          <caption className="unseen">{words.title}</caption>
          <TableHead
            columns={[
              words.person,
              { name: words.device, look: 'wide-only' },
              { name: words.since, look: 'wide-only' },
              words.state,
              words.action,
            ]}
          />
          <tbody>
            {data.pages
              .flatMap(({ items }) => items)
              .map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
              ))}
          </tbody>
        </table>
      )}
      <LoadMore list={list} />
      {ending !== null && <EndSession session={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function useSessions() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: SESSIONS_KEY,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/sessions', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

function SessionRow({ session, onEnd }: { readonly session: Session; readonly onEnd: () => void }) {
  const words = useTexts(SESSIONS_TEXTS);
  const { roles: roleNames } = useTexts(SESSION_TEXTS);
  const { person, device, roles, createdAt, expiresAt, endedAt, current } = session;
  const state = endedAt !== null ? 'ended' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'open';
  return (
    <tr>
      <th scope="row">
        {person}
        <br />
        <span className="quiet">{roles.map((role) => roleNames[role]).join(' · ')}</span>
      </th>
      <td className="wide-only">{device ?? words.unknown}</td>
      <td className="wide-only">
        <OwnTime at={createdAt} />
      </td>
      <td>
        {current ? (
          <Badge look="accent">{words.current}</Badge>
        ) : (
          <Badge look={state === 'open' ? 'good' : 'quiet'}>{words.states[state]}</Badge>
        )}
        <br />
        <span className="quiet">
          {endedAt === null && words.until} <OwnTime at={endedAt ?? expiresAt} />
        </span>
      </td>
      <td>
        {state === 'open' && (
          <Button onClick={onEnd} aria-label={words.endOf(person)}>
            {words.end}
          </Button>
        )}
      </td>
    </tr>
  );
}

function EndSession({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const words = useTexts(SESSIONS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.delete('/v1/sessions/{id}', { path: { id: session.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: session.current ? SESSION_KEY : SESSIONS_KEY });
      onClose();
    },
  });
  return (
    <Dialog title={words.endOf(session.person)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate();
        }}
      >
        <p>{words.effect}</p>
        {end.error !== null && <FailureNotice error={end.error} />}
        <div className="choices">
          <Button type="submit" look="danger" disabled={end.isPending}>
            {words.end}
          </Button>
          <Button onClick={onClose}>{words.back}</Button>
        </div>
      </form>
    </Dialog>
  );
}
