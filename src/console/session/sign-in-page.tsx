/** Signs a person in, with an API key or the token of a one-use link. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { changeSession } from '../api/query-client.ts';
import { RequestId } from '../api/request-id.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { deviceOf } from './device.ts';
import { SESSION_TEXTS } from './session-texts.ts';
import './sign-in-page.css';

interface SignInPageProps {
  /** Token of a link; null to ask for a key. */
  readonly link: string | null;
  /** Called when the link is not needed any more. */
  readonly onDone: () => void;
}

export function SignInPage({ link, onDone }: SignInPageProps) {
  const words = useTexts(SESSION_TEXTS);
  const [key, setKey] = useState('');
  const [person, setPerson] = useState('');
  const signIn = useSignIn(onDone);
  // The page of the other way begins anew, with the focus on its heading.
  const by = link === null ? 'key' : 'link';
  useEffect(() => {
    // The token must not stay in the history of the browser.
    if (link !== null) history.replaceState(null, '', '/sign-in');
  }, [link]);
  return (
    <div className="sign-in">
      <Page key={by} title={words.title}>
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            const name = person.trim();
            signIn.mutate({
              ...(link === null ? { key } : { link }),
              ...(name === '' ? {} : { person: name }),
            });
          }}
        >
          {link === null ? (
            <TextField
              label={words.key}
              hint={words.keyHint}
              type="password"
              autoComplete="off"
              required
              value={key}
              onChange={setKey}
            />
          ) : (
            <p>{words.linked}</p>
          )}
          <TextField
            label={words.person}
            hint={words.personHint}
            autoComplete="name"
            maxLength={200}
            value={person}
            onChange={setPerson}
          />
          {signIn.error !== null && <SignInFailure error={signIn.error} by={by} />}
          <Button type="submit" look="primary" disabled={signIn.isPending}>
            {signIn.isPending ? words.submitting : words.submit}
          </Button>
          {link !== null && (
            <Button
              onClick={() => {
                signIn.reset();
                onDone();
              }}
            >
              {words.useKey}
            </Button>
          )}
        </form>
        {/* The place of OpenID Connect. */}
        <p className="quiet">{words.singleSignOn}</p>
      </Page>
    </div>
  );
}

interface SignInFailureProps {
  readonly error: Error;
  /** What the person signed in with. */
  readonly by: 'key' | 'link';
}

function SignInFailure({ error, by }: SignInFailureProps) {
  const words = useTexts(SESSION_TEXTS);
  if (!isProblem(error, 'unauthenticated')) return <FailureNotice error={error} />;
  return (
    <Notice look="danger" title={words.refused}>
      <p>{by === 'key' ? words.refusedKey : words.refusedLink}</p>
      <RequestId id={error.requestId} />
    </Notice>
  );
}

function useSignIn(onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const [path, navigate] = useLocation();
  return useMutation({
    mutationFn: (credentials: {
      readonly key?: string;
      readonly link?: string;
      readonly person?: string;
    }) => {
      const device = deviceOf(navigator.userAgent);
      return api.post('/v1/sessions', {
        body: { ...credentials, ...(device === undefined ? {} : { device }) },
      });
    },
    onSuccess: (session) => {
      changeSession(queries, session);
      if (path === '/sign-in') navigate('/', { replace: true });
      onDone();
    },
  });
}
