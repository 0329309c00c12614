/** The console: preferences, data and the session for all components, and the page of the address. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { ApiProvider } from '../api/api-context.tsx';
import { createQueryClient } from '../api/query-client.ts';
import { PreferencesProvider } from '../preferences/preferences-context.tsx';
import { Search } from '../search/search.tsx';
import { SessionGate, useSession } from '../session/session-context.tsx';
import { landingOf } from './landing.ts';
import { Navigation } from './navigation.tsx';
import { NoPermissionPage } from './no-permission-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { ROUTES } from './routes.ts';
import { Shell } from './shell.tsx';
import { PersonItems } from './person.tsx';

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <PreferencesProvider>
      <QueryClientProvider client={queries}>
        <ApiProvider>
          <SessionGate frame={(content) => <Shell>{content}</Shell>}>
            <SignedIn />
          </SessionGate>
        </ApiProvider>
      </QueryClientProvider>
    </PreferencesProvider>
  );
}

function SignedIn() {
  const { person } = useSession();
  return (
    <Shell navigation={<Navigation />} search={<Search />} person={{ name: person, items: <PersonItems /> }}>
      <Pages />
    </Shell>
  );
}

function Pages() {
  const { roles } = useSession();
  return (
    <Switch>
      <Route path="/">
        <Redirect to={landingOf(roles)} replace />
      </Route>
      <Route path="/sign-in">
        <Redirect to={landingOf(roles)} replace />
      </Route>
      {ROUTES.map(({ path, page, roles: needed }) => (
        <Route
          key={path}
          path={path}
          component={needed.some((role) => roles.includes(role)) ? page : NoPermissionPage}
        />
      ))}
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
