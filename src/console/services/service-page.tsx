/** One service: where it stands, what to do next, what was delivered and decided, and the note of its order. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import type { TimeAsRead } from '../accounts/remaining.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { AcceptanceReminder } from './acceptance-reminder.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { stepsOf, type Service } from './next-step.ts';
import { ServiceAcceptance, ServiceDelivery, ServiceRejections } from './service-evidence.tsx';
import { ServiceDue } from './service-due.tsx';
import { ServiceFacts } from './service-facts.tsx';
import { ServiceNote } from './service-note.tsx';
import './service-page.css';
import { SERVICE_PAGE_TEXTS } from './service-page-texts.ts';
import { ServiceState } from './service-state.tsx';
import { ServiceSteps, type Done } from './service-steps.tsx';
import { useService } from './use-services.ts';

export default function ServicePage() {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const language = useLanguage();
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useService(id);
  return (
    <Page
      title={data?.service.name[language] ?? words.title}
      above={<Link href="/services">{words.back}</Link>}
    >
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <ServiceDetails service={data.service} read={data.read} />}
    </Page>
  );
}

interface ServiceDetailsProps {
  readonly service: Service;
  readonly read: TimeAsRead;
}

function ServiceDetails({ service, read }: ServiceDetailsProps) {
  return (
    <>
      <NextSteps service={service} read={read} />
      <ServiceRejections service={service} />
      <ServiceFacts service={service} />
      <ServiceDelivery service={service} />
      <ServiceAcceptance service={service} />
      <ServiceNote service={service} />
    </>
  );
}

function NextSteps({ service, read }: ServiceDetailsProps) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const { done } = useTexts(COMMAND_TEXTS);
  const session = useSession();
  const [last, setLast] = useState<LastDone | null>(null);
  const notice = useRef<HTMLParagraphElement>(null);
  const isCurrent = last !== null && standsAsAfter(last.after, service);
  useEffect(() => {
    if (isCurrent) notice.current?.focus();
  }, [last, isCurrent]);
  const { next, more } = stepsOf(service, session);
  const { assignee, assigneeName = assignee } = service;
  const isOfAnother = next === null && more.length > 0 && assigneeName !== undefined;
  return (
    <section className="card" aria-labelledby="service-next">
      <h2 id="service-next">{words.next}</h2>
      <p>
        <ServiceState service={service} />
      </p>
      <ServiceDue service={service} read={read} />
      {service.state === 'delivered' && <AcceptanceReminder service={service} read={read} />}
      {service.signOffLink !== undefined && (
        <p className="service-due">
          {words.link} <AccountTime accountId={service.accountId} at={service.signOffLink.expiresAt} />
        </p>
      )}
      {isCurrent && (
        <p ref={notice} tabIndex={-1} role="status" className="service-done">
          {done[last.done]}
        </p>
      )}
      {isOfAnother && assignee !== session.keyId && <p>{words.waits(assigneeName)}</p>}
      {next === null && more.length === 0 && <p>{words.nothing}</p>}
      <ServiceSteps service={service} shown="all" onDone={(step, after) => setLast({ done: step, after })} />
    </section>
  );
}

interface LastDone {
  readonly done: Done;
  /** The service as the command left it. */
  readonly after: Service;
}

/** False once others moved the service on: what was done here is then no longer what it waits for. */
function standsAsAfter(after: Service, now: Service): boolean {
  return after.state === now.state && after.rejections.length === now.rejections.length;
}
