/** Asks before a command is given: what it does, why it is given, and how a program would give it. */
import type { Client } from '@prepaid-fulfilment/client';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { TextField } from '../ui/text-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { COMMAND_FORMS, commandBody, type CommandBody, type SimpleCommand } from './order-commands.ts';
import type { Order } from './use-order.ts';

/** As much as the API takes. */
const LONGEST = 2_000;

interface CommandDialogProps {
  readonly command: SimpleCommand;
  readonly order: Order;
  readonly onClose: () => void;
}

export function CommandDialog({ command, order: { id }, onClose }: CommandDialogProps) {
  const words = useTexts(COMMAND_TEXTS);
  const api = useApi();
  const { question, destructive } = COMMAND_FORMS[command];
  return (
    <ActionDialog
      title={words.names[command]}
      submit={words.names[command]}
      look={destructive ? 'danger' : 'primary'}
      request={{ path: `/v1/orders/${encodeURIComponent(id)}/${command}` }}
      bodyOf={(fields) => commandBody(command, fields)}
      send={(body, idempotencyKey) => sendCommand(api, command, id, { body, idempotencyKey })}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.effects[command]}</p>
      {question !== null && (
        <TextField
          name={question}
          label={words[question]}
          lines="several"
          required={question === 'reason'}
          maxLength={LONGEST}
        />
      )}
    </ActionDialog>
  );
}

interface Sent {
  readonly body: CommandBody;
  readonly idempotencyKey: string;
}

function sendCommand(api: Client, command: SimpleCommand, id: string, { body, ...sent }: Sent) {
  const call = { path: { id }, ...sent };
  const { reason = '' } = body;
  switch (command) {
    case 'confirm':
      return api.post('/v1/orders/{id}/confirm', { ...call, body: {} });
    case 'cancel':
      return api.post('/v1/orders/{id}/cancel', { ...call, body: { reason } });
    case 'hold':
      return api.post('/v1/orders/{id}/hold', { ...call, body: { reason } });
    case 'release':
      return api.post('/v1/orders/{id}/release', { ...call, body });
  }
}
