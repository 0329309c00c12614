/** Asks before a command is given: what it does, why it is given, and how a program would give it. */
import { useState } from 'react';
import { CurlLine } from '../api/curl-line.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { useCommand, type CommandResult } from './give-command.ts';
import { COMMAND_FORMS, commandRequest, type AskedCommand } from './order-commands.ts';
import type { Order } from './use-order.ts';

/** As much as the API takes. */
const LONGEST = 2_000;

interface CommandDialogProps {
  readonly command: AskedCommand;
  readonly order: Order;
  readonly onClose: () => void;
  readonly onDone: (result: CommandResult) => void;
}

export function CommandDialog({ command, order, onClose, onDone }: CommandDialogProps) {
  const words = useTexts(COMMAND_TEXTS);
  const { data: catalogue } = useCatalogue();
  const [text, setText] = useState('');
  // A command that was changed after a refusal is another command.
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const { mutate, isPending, error } = useCommand(order.id, onDone);
  const { question, destructive } = COMMAND_FORMS[command];
  const termsVersion = catalogue?.termsVersions[order.productLine] ?? '';
  const answers = { text: text.trim(), termsVersion };
  return (
    <Dialog title={words.names[command]} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ command, answers, idempotencyKey });
        }}
      >
        <p>{words.effects[command]}</p>
        {(question === 'reason' || question === 'note') && (
          <TextField
            label={words[question]}
            lines="several"
            required={question !== 'note'}
            maxLength={LONGEST}
            value={text}
            onChange={(value) => {
              setText(value);
              setKey(newIdempotencyKey());
            }}
          />
        )}
        {question === 'terms' && (
          <label className="check">
            <input type="checkbox" required /> {words.terms(termsVersion)}
          </label>
        )}
        {error !== null && <FailureNotice error={error} />}
        <div className="choices">
          <Button type="submit" look={destructive ? 'danger' : 'primary'} disabled={isPending}>
            {isPending ? words.pending : words.names[command]}
          </Button>
          <Button onClick={onClose}>{words.back}</Button>
        </div>
        <CurlLine request={commandRequest(command, order.id, answers)} />
      </form>
    </Dialog>
  );
}
