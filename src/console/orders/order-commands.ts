/**
 * The commands of an order that need no more than a reason or a note, as data. Which of all commands are legal is what the
 * order's `actions` say; to pay, refund and renew it there are forms of their own.
 */
import type { Schemas } from '@prepaid-fulfilment/client';

export type Command = Schemas['Order']['actions'][number];
export type SimpleCommand = Exclude<Command, 'pay' | 'refund' | 'renew'>;

interface CommandForm {
  /** The field that the dialog asks for, by its name in the body. */
  readonly question: 'reason' | 'note' | null;
  /** Cannot be taken back. */
  readonly destructive: boolean;
}

export const COMMAND_FORMS: Readonly<Record<SimpleCommand, CommandForm>> = {
  confirm: { question: null, destructive: false },
  cancel: { question: 'reason', destructive: true },
  hold: { question: 'reason', destructive: false },
  release: { question: 'note', destructive: false },
};

/** The body of a command, from the fields of its form. A note that is empty is left out. */
export function commandBody(command: SimpleCommand, fields: Pick<FormData, 'get'>): CommandBody {
  const { question } = COMMAND_FORMS[command];
  if (question === null) return {};
  const value = fields.get(question);
  const text = typeof value === 'string' ? value.trim() : '';
  if (question === 'note') return text === '' ? {} : { note: text };
  return { reason: text };
}

/** Of which each command takes a part. */
export interface CommandBody {
  readonly reason?: string;
  readonly note?: string;
}
