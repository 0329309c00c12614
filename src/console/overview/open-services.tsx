/** Services that are not over. Those that wait for the customer's acceptance come first. */
import { AccountTime } from '../accounts/account-time.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { ServiceState } from '../services/service-state.tsx';
import { SERVICE_TEXTS } from '../services/service-texts.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { Overview } from './status.ts';

type Service = Overview['services']['items'][number];
type Next = 'startBy' | 'deliveredAt' | 'endsAt';

export function OpenServices({ overview: { services } }: { readonly overview: Overview }) {
  const words = useTexts(OVERVIEW_TEXTS);
  if (services.items.length === 0) return null;
  const waits = ({ state }: Service) => (state === 'delivered' ? 0 : 1);
  return (
    <section className="card" aria-labelledby="services">
      <h2 id="services">{words.services}</h2>
      <ul className="rows">
        {[...services.items]
          .sort((one, other) => waits(one) - waits(other))
          .map((service) => (
            <ServiceRow key={service.id} service={service} />
          ))}
      </ul>
      {services.more && <p className="quiet">{words.more}</p>}
    </section>
  );
}

function ServiceRow({ service }: { readonly service: Service }) {
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const { id, accountId, name, organizationName, state } = service;
  const names = useTexts(SERVICE_TEXTS);
  const [what, at] = nextOf(service);
  const title = name[language];
  return (
    <li>
      <div>
        {title} <ServiceState service={service} />
        <br />
        <span className="quiet">
          {organizationName}
          {at !== null && (
            <>
              {' · '}
              {names[what]} <AccountTime accountId={accountId} at={at} />
            </>
          )}
        </span>
      </div>
      <LinkButton
        href={`/services/${encodeURIComponent(id)}`}
        look={state === 'delivered' ? 'primary' : 'plain'}
      >
        {state === 'delivered' ? words.remedies.accept_service : words.open}
        <span className="unseen"> {title}</span>
      </LinkButton>
    </li>
  );
}

/** The instant that matters in the state of a service. */
function nextOf({ state, startBy, deliveredAt, endsAt }: Service): readonly [Next, string | null] {
  if (state === 'available') return ['startBy', startBy];
  return state === 'delivered' ? ['deliveredAt', deliveredAt ?? null] : ['endsAt', endsAt ?? null];
}
