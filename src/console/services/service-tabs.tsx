/** The lists of services as links, so that each has an address. */
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { searchOf, type ServiceFilters, type Tab } from './service-filters.ts';
import { SERVICES_TEXTS } from './services-texts.ts';

interface ServiceTabsProps {
  readonly tabs: readonly Tab[];
  readonly filters: ServiceFilters;
}

export function ServiceTabs({ tabs, filters }: ServiceTabsProps) {
  const words = useTexts(SERVICES_TEXTS);
  return (
    <nav className="service-tabs" aria-label={words.tabsLabel}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={`/services?${searchOf({ ...filters, tab })}`}
          aria-current={tab === filters.tab ? 'page' : undefined}
        >
          {words.tabs[tab]}
        </Link>
      ))}
    </nav>
  );
}
