/** The commands that are legal now, as the order lists them, each with a dialog. */
import { useState } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import type { CommandResult } from './give-command.ts';
import './order-actions.css';
import { COMMAND_FORMS, type Command } from './order-commands.ts';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { RefundDialog } from './refund-dialog.tsx';
import type { Order } from './use-order.ts';

export function OrderActions({ order }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const commands = useTexts(COMMAND_TEXTS);
  const [asked, setAsked] = useState<Command | null>(null);
  const [result, setResult] = useState<CommandResult>({});
  return (
    <div className="order-actions" role="group" aria-label={words.actions}>
      {order.actions.map((command, index) =>
        command === 'pay' ? (
          <LinkButton key={command} look="primary" href={`/orders/${encodeURIComponent(order.id)}/pay`}>
            {commands.pay}
          </LinkButton>
        ) : (
          <Button key={command} look={lookOf(command, index)} onClick={() => setAsked(command)}>
            {commands.names[command]}
          </Button>
        ),
      )}
      {result.renewalId !== undefined && (
        <Link href={`/orders/${encodeURIComponent(result.renewalId)}`}>{commands.renewal}</Link>
      )}
      {asked === 'refund' && <RefundDialog order={order} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'refund' && (
        <CommandDialog
          command={asked}
          order={order}
          onClose={() => setAsked(null)}
          onDone={(done) => {
            setAsked(null);
            setResult(done);
          }}
        />
      )}
    </div>
  );
}

/** The first command is what usually comes next. */
function lookOf(command: Command, index: number): 'primary' | 'plain' | 'danger' {
  if (command === 'refund' || COMMAND_FORMS[command].destructive) return 'danger';
  return index === 0 ? 'primary' : 'plain';
}
