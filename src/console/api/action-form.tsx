/**
 * A form that becomes one command of the API: it is sent once however often it is pressed, a refusal stands above the
 * button, and the command can be copied as curl.
 */
import { isProblem } from '@prepaid-fulfilment/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { CommandRequest } from './curl.ts';
import { CurlLine } from './curl-line.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { API_TEXTS } from './texts.ts';
import { useIntentKey } from './use-intent-key.ts';

export interface ActionFormProps<Body extends object, Result> {
  /** What the button says. */
  readonly submit: string;
  readonly look?: 'primary' | 'danger';
  /** The body of the command, from the fields of the form by name. */
  readonly bodyOf: (fields: FormData) => Body;
  /** What the form lacks besides required fields, in words; null if it is complete. */
  readonly lackOf?: (fields: FormData) => string | null;
  /** Where the command goes. */
  readonly request: Omit<CommandRequest, 'body'>;
  /** The name of the field that a path of the body comes from. Default: the same. */
  readonly fieldOf?: (path: string) => string;
  readonly send: (body: Body, idempotencyKey: string) => Promise<Result>;
  /** Everything that was read before is read again by then. */
  readonly onDone: (result: Result) => void;
  /** The way out: a button or a link. */
  readonly back: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function ActionForm<Body extends object, Result>(props: ActionFormProps<Body, Result>) {
  const {
    submit,
    look = 'primary',
    bodyOf,
    lackOf,
    request,
    send,
    onDone,
    back,
    className,
    children,
    fieldOf = (path: string) => path,
  } = props;
  const words = useTexts(API_TEXTS);
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const intentKey = useIntentKey();
  const [lack, setLack] = useState<string | null>(null);
  const [shown, setShown] = useState('{}');
  const showBody = () => {
    if (form.current !== null) setShown(JSON.stringify(bodyOf(new FormData(form.current))));
  };
  // Fields can change without an input of the person: the choice of one may set another.
  useEffect(showBody);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: Body) => send(body, intentKey(body)),
    onSuccess: async (result) => {
      await queries.invalidateQueries();
      onDone(result);
    },
    onError: (refused) => {
      const [first] = isProblem(refused) ? refused.errors : [];
      if (first !== undefined) fieldIn(form.current, fieldOf(first.path))?.focus();
    },
  });
  return (
    <form
      ref={form}
      className={className}
      onInput={showBody}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending) return;
        const fields = new FormData(event.currentTarget);
        const found = lackOf?.(fields) ?? null;
        setLack(found);
        if (found === null) mutate(bodyOf(fields));
      }}
    >
      {children}
      {lack !== null && (
        <Notice look="danger" title={words.lack}>
          <p>{lack}</p>
        </Notice>
      )}
      {lack === null && error !== null && (
        <FailureNotice
          error={error}
          labelOf={(path) => fieldIn(form.current, fieldOf(path))?.labels?.[0]?.textContent ?? null}
        />
      )}
      <div className="choices">
        <Button type="submit" look={look} aria-disabled={isPending}>
          {isPending ? words.sending : submit}
        </Button>
        {back}
      </div>
      <CurlLine request={{ ...request, body: JSON.parse(shown) as Body }} />
    </form>
  );
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldIn(form: HTMLFormElement | null, name: string): Field | null {
  const found = form?.elements.namedItem(name);
  return found instanceof HTMLInputElement ||
    found instanceof HTMLSelectElement ||
    found instanceof HTMLTextAreaElement
    ? found
    : null;
}
