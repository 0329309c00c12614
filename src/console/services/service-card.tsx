/** A service in a list: a card on a phone, a row at a desk. */
import { Link } from 'wouter';
import type { TimeAsRead } from '../accounts/remaining.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import type { Service } from './next-step.ts';
import { ServiceDue } from './service-due.tsx';
import { Assignee, ServiceState } from './service-state.tsx';
import { ServiceSteps, type Done } from './service-steps.tsx';
import { SERVICE_TEXTS } from './service-texts.ts';

interface ServiceCardProps {
  readonly service: Service;
  readonly read: TimeAsRead;
  readonly onDone: (done: Done, service: Service) => void;
}

export function ServiceCard({ service, read, onDone }: ServiceCardProps) {
  const words = useTexts(SERVICE_TEXTS);
  const language = useLanguage();
  const { id, name, organizationName, accountName, note, rejections, state } = service;
  const organization = note?.organizationName ?? organizationName;
  const last = state === 'in_delivery' ? rejections.at(-1) : undefined;
  return (
    <li className="service-card">
      <div>
        <h2>
          <Link href={`/services/${encodeURIComponent(id)}`}>{name[language]}</Link>
        </h2>
        <p>{organization}</p>
        {accountName !== organization && <p className="quiet">{accountName}</p>}
      </div>
      <div>
        <p>
          <ServiceState service={service} />
        </p>
        <p className="quiet">
          <Assignee service={service} />
        </p>
      </div>
      <div>
        <ServiceDue service={service} read={read} />
        {last !== undefined && (
          <p className="rejection">
            <strong>{words.rejectedTitle}</strong> {last.reason}
          </p>
        )}
      </div>
      <ServiceSteps service={service} shown="next" onDone={onDone} />
    </li>
  );
}
