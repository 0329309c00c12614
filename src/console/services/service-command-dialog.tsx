/** Asks what a command needs, says what it does, and gives it; on a bad line until it is there. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { CommandFailure } from '../api/command-failure.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CommandFields } from './command-fields.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { useServiceCommand } from './give-service-command.ts';
import type { Service } from './next-step.ts';
import {
  COMMAND_FORMS,
  commandRequest,
  NO_ANSWERS,
  type Answers,
  type DialogCommand,
} from './service-commands.ts';

interface ServiceCommandDialogProps {
  readonly command: DialogCommand;
  readonly service: Service;
  readonly onClose: () => void;
  /** Opens the dialog of the sign-off link instead. */
  readonly onLink: () => void;
  readonly onDone: (service: Service) => void;
}

export default function ServiceCommandDialog({
  command,
  service,
  onClose,
  onLink,
  onDone,
}: ServiceCommandDialogProps) {
  const words = useTexts(COMMAND_TEXTS);
  const { roles, person } = useSession();
  const [answers, setAnswers] = useState<Answers>({
    ...NO_ANSWERS,
    // Customers decide for themselves; staff say who decided.
    person: roles.includes('customer') ? person : '',
  });
  // The same answers are the same command, however often they are sent.
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const { mutate, isPending, error } = useServiceCommand(service.id, onDone);
  return (
    <Dialog title={words.names[command]} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) mutate({ command, answers, idempotencyKey });
        }}
      >
        <p>{words.effects[command]}</p>
        <CommandFields
          command={command}
          accountId={service.accountId}
          answers={answers}
          onChange={(change) => {
            setAnswers((before) => ({ ...before, ...change }));
            setKey(newIdempotencyKey());
          }}
        />
        <CommandFailure error={error} />
        {lacksProof(error) && <Button onClick={onLink}>{words.names.link}</Button>}
        <div className="choices">
          <Button
            type="submit"
            look={COMMAND_FORMS[command].destructive ? 'danger' : 'primary'}
            disabled={isPending}
          >
            {isPending ? words.pending : words.names[command]}
          </Button>
          <Button onClick={onClose}>{words.back}</Button>
        </div>
        <CurlLine request={commandRequest(command, service.id, answers)} />
      </form>
    </Dialog>
  );
}

/** True if staff may not accept like this, but the user can with a link (AMB-41). */
function lacksProof(error: Error | null): boolean {
  return isProblem(error, 'illegal_transition') && error.rule === 'AMB-41';
}
