/** Who of a customer may sign in: invites a buyer, makes sign-in links, and revokes. For operators of all accounts. */
import { useState } from 'react';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { BuyersTable, type BuyerAction } from './buyers-table.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SignInLinkDialog } from './sign-in-link-dialog.tsx';
import { type Buyer } from './buyers.ts';
import { useBuyers } from './use-buyers.ts';
import type { Customer } from './use-customers.ts';

type Open = { readonly kind: 'invite' } | { readonly kind: BuyerAction; readonly buyer: Buyer } | null;

export function BuyersSection({ customer }: { readonly customer: Customer }) {
  const words = useTexts(BUYERS_TEXTS);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <section className="card" aria-labelledby="customer-buyers">
      <div className="section-head">
        <h2 id="customer-buyers">{words.title}</h2>
        <Button onClick={() => setOpen({ kind: 'invite' })}>{words.invite}</Button>
      </div>
      <p className="quiet">{words.explained}</p>
      <BuyersFound customer={customer} onAct={(kind, buyer) => setOpen({ kind, buyer })} />
      {open?.kind === 'invite' && <InviteDialog customer={customer} onClose={close} />}
      {open?.kind === 'link' && <SignInLinkDialog buyer={open.buyer} onClose={close} />}
      {open?.kind === 'revoke' && <RevokeDialog buyer={open.buyer} onClose={close} />}
    </section>
  );
}

interface BuyersFoundProps {
  readonly customer: Customer;
  readonly onAct: (action: BuyerAction, buyer: Buyer) => void;
}

function BuyersFound({ customer, onAct }: BuyersFoundProps) {
  const words = useTexts(BUYERS_TEXTS);
  const list = useBuyers(customer.id);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const buyers = data.pages.flatMap((page) => page.buyers);
  return (
    <>
      {buyers.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <BuyersTable customer={customer} buyers={buyers} onAct={onAct} />
      )}
      <LoadMore list={list} />
    </>
  );
}
