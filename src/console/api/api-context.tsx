/** The client of the API for all components. It speaks the language of the page, and the browser adds the session's cookie. */
import { createClient, type Client } from '@prepaid-fulfilment/client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useLanguage } from '../preferences/preferences-context.tsx';

/** People wait for the response, so it is given up earlier than a program would. */
const LIMITS = { attempts: 3, attemptMs: 20_000, totalMs: 30_000 };

const Context = createContext<Client | null>(null);

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const queries = useQueryClient();
  const api = useMemo(() => createClient({ language, limits: LIMITS }), [language]);
  useEffect(() => {
    // Warnings and errors come in the language of the call.
    void queries.invalidateQueries();
  }, [language, queries]);
  return <Context value={api}>{children}</Context>;
}

export function useApi(): Client {
  const api = useContext(Context);
  if (api === null) throw new Error('a component is outside of ApiProvider');
  return api;
}
