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
import { Notice } from '../ui/notice.tsx';
import { CommandFields } from './command-fields.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { wordingOf } from './command-wording.ts';
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
  const [warned, setWarned] = useState(false);
  const { mutate, isPending, error } = useServiceCommand(service.id, onDone);
  const wording = wordingOf(command, roles);
  const lacksEvidence = command === 'deliver' && answers.note.trim() === '' && answers.file === null;
  const isWarning = warned && lacksEvidence;
  const submitWords = () => {
    if (isPending) return words.pending;
    return isWarning ? words.noEvidence.deliver : words.names[wording];
  };
  return (
    <Dialog title={words.names[wording]} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (lacksEvidence && !warned) setWarned(true);
          else if (!isPending) mutate({ command, answers, idempotencyKey });
        }}
      >
        <p>{words.effects[wording]}</p>
        <CommandFields
          command={command}
          accountId={service.accountId}
          forCustomer={!roles.includes('customer')}
          answers={answers}
          onChange={(change) => {
            setAnswers((before) => ({ ...before, ...change }));
            setKey(newIdempotencyKey());
          }}
        />
        <div role="status">
          {isWarning && (
            <Notice look="caution" title={words.noEvidence.title}>
              <p>{words.noEvidence.text}</p>
            </Notice>
          )}
        </div>
        <CommandFailure error={error} />
        {lacksProof(error) && <Button onClick={onLink}>{words.names.link}</Button>}
        <div className="choices">
          <Button
            type="submit"
            look={COMMAND_FORMS[command].destructive ? 'danger' : 'primary'}
            disabled={isPending}
          >
            {submitWords()}
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
