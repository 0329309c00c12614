/** The consortia of a customer; while there is none, what needs one. */
import { useState } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import './consortia-section.css';
import { ConsortiumNeed } from './consortium-need.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { JoinDialog } from './join-dialog.tsx';
import { ConsortiumDialog } from './organization-dialogs.tsx';
import { useConsortia, type Consortium, type Organization } from './use-customers.ts';

/** What is being done: with `member`, a consortium is created for an organization, which then joins it. */
type Open =
  | { readonly kind: 'new'; readonly member: Organization | null }
  | { readonly kind: 'edit'; readonly consortium: Consortium }
  | { readonly kind: 'join'; readonly consortium: Consortium; readonly member: Organization }
  | null;

export function ConsortiaSection({ accountId }: { readonly accountId: string }) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const [open, setOpen] = useState<Open>(null);
  const { data: consortia } = useConsortia(accountId);
  const close = () => setOpen(null);
  const afterCreation = (consortium: Consortium, member: Organization | null) =>
    setOpen(member === null ? null : { kind: 'join', consortium, member });
  return (
    <section className="card" aria-labelledby="customer-consortia">
      <div className="section-head">
        <h2 id="customer-consortia">{words.consortia}</h2>
        <Button onClick={() => setOpen({ kind: 'new', member: null })}>{words.newConsortium}</Button>
      </div>
      <p className="quiet">{words.consortiaExplained}</p>
      {consortia?.length === 0 && (
        <ConsortiumNeed accountId={accountId} onCreate={(member) => setOpen({ kind: 'new', member })} />
      )}
      {consortia !== undefined && consortia.length > 0 && (
        <ul className="consortia">
          {consortia.map((consortium) => (
            <li key={consortium.id}>
              {consortium.name}
              <Button
                aria-label={words.editOf(consortium.name)}
                onClick={() => setOpen({ kind: 'edit', consortium })}
              >
                {words.edit}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open?.kind === 'new' && (
        <ConsortiumDialog
          accountId={accountId}
          onCreated={(consortium) => afterCreation(consortium, open.member)}
          onClose={close}
        />
      )}
      {open?.kind === 'edit' && (
        <ConsortiumDialog accountId={accountId} consortium={open.consortium} onClose={close} />
      )}
      {open?.kind === 'join' && (
        <JoinDialog consortium={open.consortium} organization={open.member} onClose={close} />
      )}
    </section>
  );
}
