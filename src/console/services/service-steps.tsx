/** What can be done about a service: the one next step as the primary button, and on its page everything else. */
import { lazy, Suspense, useState } from 'react';
import { CommandFailure } from '../api/command-failure.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { wordingOf } from './command-wording.ts';
import { useServiceCommand } from './give-service-command.ts';
import { stepsOf, type Service, type Step } from './next-step.ts';
import { commandRequest, NO_ANSWERS, type DialogCommand } from './service-commands.ts';
import './service-steps.css';

/** Most people who look at the queue open no dialog. */
const CommandDialog = lazy(() => import('./service-command-dialog.tsx'));
const SignOffLinkDialog = lazy(() => import('./sign-off-link-dialog.tsx'));

export type Done = Exclude<Step | DialogCommand, 'link'>;

interface ServiceStepsProps {
  readonly service: Service;
  /** Only the next step, or everything that is legal. */
  readonly shown: 'next' | 'all';
  readonly onDone: (done: Done, service: Service) => void;
}

export function ServiceSteps({ service, shown, onDone }: ServiceStepsProps) {
  const words = useTexts(COMMAND_TEXTS);
  const session = useSession();
  const [asked, setAsked] = useState<Step | 'extend' | null>(null);
  const [takeKey, setTakeKey] = useState(newIdempotencyKey);
  const take = useServiceCommand(service.id, (taken) => {
    setTakeKey(newIdempotencyKey());
    onDone('take', taken);
  });
  const takeAnswers = { ...NO_ANSWERS, assignee: session.keyId };
  const { next, more } = stepsOf(service, session);
  const canExtend =
    session.roles.includes('operator') && service.state === 'available' && service.startBy !== null;
  const others = shown === 'next' ? [] : [...more, ...(canExtend ? (['extend'] as const) : [])];
  const start = (step: Step | 'extend') => {
    if (step !== 'take') setAsked(step);
    else take.mutate({ command: 'assign', answers: takeAnswers, idempotencyKey: takeKey });
  };
  const labelOf = (step: Step | 'extend') =>
    step === 'take' && take.isPending ? words.pending : words.names[wordingOf(step, session.roles)];
  const close = () => setAsked(null);
  if (next === null && others.length === 0) return null;
  return (
    <div className="service-steps">
      <div className="choices">
        {next !== null && (
          <Button look="primary" disabled={take.isPending} onClick={() => start(next)}>
            {labelOf(next)}
          </Button>
        )}
        {others.map((step) => (
          <Button key={step} disabled={take.isPending} onClick={() => start(step)}>
            {labelOf(step)}
          </Button>
        ))}
      </div>
      <CommandFailure error={take.error} />
      {others.includes('take') || (shown === 'all' && next === 'take') ? (
        <CurlLine request={commandRequest('assign', service.id, takeAnswers)} />
      ) : null}
      <Suspense>
        {asked === 'link' && <SignOffLinkDialog service={service} onClose={close} />}
        {asked !== null && asked !== 'link' && asked !== 'take' && (
          <CommandDialog
            command={asked}
            service={service}
            onClose={close}
            onLink={() => setAsked('link')}
            onDone={(changed) => {
              close();
              onDone(asked, changed);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
