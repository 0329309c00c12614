/** The queue of delivery: services by whose turn it is, each with its next step. */
import { useEffect, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import type { Service } from './next-step.ts';
import { ServiceCard } from './service-card.tsx';
import { filtersIn, tabsOf, type ServiceFilters } from './service-filters.ts';
import { ServiceTabs } from './service-tabs.tsx';
import type { Done } from './service-steps.tsx';
import './services-page.css';
import { ServicesSearch } from './services-search.tsx';
import { SERVICES_TEXTS } from './services-texts.ts';
import { useServices } from './use-services.ts';

export default function ServicesPage() {
  const words = useTexts(SERVICES_TEXTS);
  const { roles } = useSession();
  const search = useSearch();
  const tabs = tabsOf(roles);
  const filters = filtersIn(new URLSearchParams(search), tabs);
  return (
    <Page title={words.title}>
      <ServiceTabs tabs={tabs} filters={filters} />
      <ServicesSearch key={search} filters={filters} />
      <ServicesFound key={filters.tab} filters={filters} />
    </Page>
  );
}

interface LastDone {
  readonly done: Done;
  readonly service: Service;
}

function ServicesFound({ filters }: { readonly filters: ServiceFilters }) {
  const words = useTexts(SERVICES_TEXTS);
  const [last, setLast] = useState<LastDone | null>(null);
  const list = useServices(filters);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const found = data.pages.flatMap(({ items, read }) => items.map((service) => ({ service, read })));
  const services = filters.tab === 'due' ? found.sort(byStartBy) : found;
  return (
    <>
      {last !== null && <DoneNotice last={last} />}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {services.length === 0 ? (
        <p className="services-empty">
          {filters.query === undefined ? words.empty[filters.tab] : words.emptyFound}
        </p>
      ) : (
        <>
          <ul className="services" aria-label={words.tabs[filters.tab]}>
            {services.map(({ service, read }) => (
              <ServiceCard
                key={service.id}
                service={service}
                read={read}
                onDone={(done, changed) => setLast({ done, service: changed })}
              />
            ))}
          </ul>
          <p role="status">{words.shown(services.length)}</p>
        </>
      )}
      <LoadMore list={list} />
    </>
  );
}

/** Says what was done, and gets the focus: the service may have left the list. */
function DoneNotice({ last }: { readonly last: LastDone }) {
  const { done } = useTexts(COMMAND_TEXTS);
  const language = useLanguage();
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => notice.current?.focus(), [last]);
  return (
    <p ref={notice} tabIndex={-1} role="status" className="services-done">
      {done[last.done]}{' '}
      <Link href={`/services/${encodeURIComponent(last.service.id)}`}>{last.service.name[language]}</Link>
    </p>
  );
}

interface Found {
  readonly service: Service;
}

/** Soonest first; what never lapses comes last. */
function byStartBy({ service: a }: Found, { service: b }: Found): number {
  return (a.startBy ?? '9') < (b.startBy ?? '9') ? -1 : 1;
}
