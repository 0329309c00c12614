/** The session of the person: who acts, in which roles. Without one there is the sign-in page and nothing else. */
import { isProblem, type Client, type Schemas } from '@prepaid-fulfilment/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { changeSession, SESSION_KEY } from '../api/query-client.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { SESSION_TEXTS } from './session-texts.ts';
import { linkTokenIn } from './sign-in-link.ts';
import { SignInPage } from './sign-in-page.tsx';

export type Session = Schemas['Session'];

const Context = createContext<Session | null>(null);

interface SessionGateProps {
  /** What is shown with a session. */
  readonly children: ReactNode;
  /** The frame around what is shown without one. */
  readonly frame: (content: ReactNode) => ReactNode;
}

export function SessionGate({ children, frame }: SessionGateProps) {
  const api = useApi();
  const words = useTexts(SESSION_TEXTS);
  const [link, setLink] = useState(() => linkTokenIn(location));
  const { data, error, refetch } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => currentSession(api, signal),
    staleTime: Infinity,
  });
  if (link !== null || data === null) return frame(<SignInPage link={link} onDone={() => setLink(null)} />);
  if (data !== undefined) return <Context value={data}>{children}</Context>;
  if (error !== null) return frame(<FailureNotice error={error} onRetry={() => void refetch()} />);
  return frame(<p role="status">{words.loading}</p>);
}

/** Null without a session, or if it has ended. */
async function currentSession(api: Client, signal: AbortSignal): Promise<Session | null> {
  try {
    return await api.get('/v1/sessions/{id}', { path: { id: 'current' }, signal });
  } catch (error) {
    if (isProblem(error, 'unauthenticated')) return null;
    throw error;
  }
}

export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) throw new Error('a component is outside of SessionGate');
  return session;
}

/** Ends the session, and forgets everything that was read in it. */
export function useSignOut() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/v1/sessions/{id}', { path: { id: 'current' } }),
    onSuccess: () => changeSession(queries, null),
  });
}
