/** What the order says about the work, and the token, which is read when it is asked for and leaves the page with it. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import type { Service } from './next-step.ts';
import { SERVICE_PAGE_TEXTS } from './service-page-texts.ts';

export function ServiceNote({ service }: { readonly service: Service }) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const { keyId, roles } = useSession();
  const { note, assignee } = service;
  if (note === undefined) return null;
  const mayRead = roles.includes('operator') || (roles.includes('delivery') && assignee === keyId);
  return (
    <section className="card" aria-labelledby="service-note">
      <h2 id="service-note">{words.note}</h2>
      <dl className="facts">
        <div>
          <dt>{words.organization}</dt>
          <dd>{note.organizationName}</dd>
        </div>
        {note.remarks !== undefined && (
          <div>
            <dt>{words.remarks}</dt>
            <dd className="said">{note.remarks}</dd>
          </div>
        )}
      </dl>
      {note.hasToken === true && mayRead && <Token serviceId={service.id} />}
      {note.hasToken === true && !mayRead && roles.includes('delivery') && (
        <p className="quiet">{words.tokenFor}</p>
      )}
    </section>
  );
}

function Token({ serviceId }: { readonly serviceId: string }) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const api = useApi();
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: () => api.post('/v1/services/{id}/token', { path: { id: serviceId }, body: {} }),
    // Not remembered once it is hidden.
    gcTime: 0,
  });
  if (isProblem(error, 'not_found')) return <p role="status">{words.noToken}</p>;
  return (
    <div className="service-steps">
      <div role="status">
        {data !== undefined && (
          <p className="service-token">
            <span className="unseen">{words.token} </span>
            <code>{data.token}</code>
          </p>
        )}
      </div>
      {error !== null && <FailureNotice error={error} />}
      <div className="choices">
        <Button disabled={isPending} onClick={() => (data === undefined ? mutate() : reset())}>
          {data === undefined ? words.showToken : words.hideToken}
        </Button>
      </div>
      <p className="quiet">{words.tokenHint}</p>
    </div>
  );
}
