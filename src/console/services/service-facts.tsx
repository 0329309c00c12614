/** What a service is and whose it is. */
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import type { Service } from './next-step.ts';
import { SERVICE_PAGE_TEXTS } from './service-page-texts.ts';
import { Assignee } from './service-state.tsx';
import { SERVICE_TEXTS } from './service-texts.ts';

export function ServiceFacts({ service }: { readonly service: Service }) {
  const words = useTexts(SERVICE_PAGE_TEXTS);
  const names = useTexts(SERVICE_TEXTS);
  const { id, accountId, accountName, organizationName, orderId, mode, purchasedAt, startedAt } = service;
  return (
    <section className="card" aria-labelledby="service-facts">
      <h2 id="service-facts">{words.facts}</h2>
      <dl className="facts">
        <Fact name={words.organization}>{organizationName}</Fact>
        <Fact name={words.customer}>{accountName}</Fact>
        <Fact name={names.assignee}>
          <Assignee service={service} />
        </Fact>
        {mode !== undefined && <Fact name={words.mode}>{mode}</Fact>}
        <Fact name={words.purchased}>
          <AccountTime accountId={accountId} at={purchasedAt} withZone />
        </Fact>
        {startedAt !== undefined && (
          <Fact name={words.started}>
            <AccountTime accountId={accountId} at={startedAt} />
          </Fact>
        )}
        <Fact name={words.order}>
          <Link href={`/orders/${encodeURIComponent(orderId)}`}>{words.openOrder}</Link>
        </Fact>
        <Fact name={words.id}>
          <code>{id}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
