/** The console: preferences and data for all components, and the page of the address. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from '../api/query-client.ts';
import { PreferencesProvider } from '../preferences/preferences-context.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { ROUTES } from './routes.ts';
import { Shell } from './shell.tsx';

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <PreferencesProvider>
      <QueryClientProvider client={queries}>
        <Shell>
          <Switch>
            {ROUTES.map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
            ))}
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Shell>
      </QueryClientProvider>
    </PreferencesProvider>
  );
}
