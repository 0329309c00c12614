/** The commands that are legal now, as the order lists them, each with a dialog; paying has a page. */
import { useState } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import './order-actions.css';
import { COMMAND_FORMS, type Command } from './order-commands.ts';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { RenewDialog } from './renew-dialog.tsx';
import type { Order } from './use-order.ts';

type DialogCommand = Exclude<Command, 'pay'>;

export function OrderActions({ order }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const { names, pay } = useTexts(COMMAND_TEXTS);
  const [asked, setAsked] = useState<DialogCommand | null>(null);
  return (
    <div className="order-actions" role="group" aria-label={words.actions}>
      {order.actions.map((command, index) =>
        command === 'pay' ? (
          <LinkButton key={command} look="primary" href={`/orders/${encodeURIComponent(order.id)}/pay`}>
            {pay}
          </LinkButton>
        ) : (
          <Button key={command} look={lookOf(command, index)} onClick={() => setAsked(command)}>
            {names[command]}
          </Button>
        ),
      )}
      {asked !== null && <AskedDialog command={asked} order={order} onClose={() => setAsked(null)} />}
    </div>
  );
}

interface AskedDialogProps {
  readonly command: DialogCommand;
  readonly order: Order;
  readonly onClose: () => void;
}

function AskedDialog({ command, ...asked }: AskedDialogProps) {
  if (command === 'refund') return <RefundDialog {...asked} />;
  if (command === 'renew') return <RenewDialog {...asked} />;
  return <CommandDialog command={command} {...asked} />;
}

/** The first command is what usually comes next. */
function lookOf(command: DialogCommand, index: number): 'primary' | 'plain' | 'danger' {
  const isDestructive = command === 'refund' || (command !== 'renew' && COMMAND_FORMS[command].destructive);
  if (isDestructive) return 'danger';
  return index === 0 ? 'primary' : 'plain';
}
