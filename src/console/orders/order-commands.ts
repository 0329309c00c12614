/**
 * The commands of an order as data: what each asks the person, and the request that it becomes. Which of them are legal
 * is what the order's `actions` say.
 */
import type { Schemas } from '@prepaid-fulfilment/client';
import type { CommandRequest } from '../api/curl.ts';

/** Paying has a page of its own. */
export type Command = Exclude<Schemas['Order']['actions'][number], 'pay'>;
/** Commands that one dialog asks for. A refund has a dialog of its own. */
export type AskedCommand = Exclude<Command, 'refund'>;

/** What a dialog asks for: nothing, a text that is needed or not, or the acceptance of the terms. */
export type Question = 'nothing' | 'reason' | 'note' | 'terms';

interface CommandForm {
  readonly question: Question;
  /** Cannot be taken back. */
  readonly destructive: boolean;
}

export const COMMAND_FORMS: Readonly<Record<AskedCommand, CommandForm>> = {
  confirm: { question: 'nothing', destructive: false },
  cancel: { question: 'reason', destructive: true },
  hold: { question: 'reason', destructive: false },
  release: { question: 'note', destructive: false },
  renew: { question: 'terms', destructive: false },
};

/** What the person answered. `termsVersion` is the version that was shown. */
export interface CommandAnswers {
  readonly text: string;
  readonly termsVersion: string;
}

/** The bodies of the commands. */
export const COMMAND_BODIES = {
  confirm: () => ({}),
  cancel: ({ text }: CommandAnswers) => ({ reason: text }),
  hold: ({ text }: CommandAnswers) => ({ reason: text }),
  release: ({ text }: CommandAnswers) => (text === '' ? {} : { note: text }),
  renew: ({ termsVersion }: CommandAnswers) => ({ termsAccepted: true, termsVersion }),
} as const satisfies Record<AskedCommand, (answers: CommandAnswers) => object>;

const PATHS = {
  confirm: 'confirm',
  cancel: 'cancel',
  hold: 'hold',
  release: 'release',
  renew: 'renew',
} as const satisfies Record<AskedCommand, string>;

/** The request of a command, as a program would send it. */
export function commandRequest(
  command: AskedCommand,
  orderId: string,
  answers: CommandAnswers,
): CommandRequest {
  return {
    path: `/v1/orders/${encodeURIComponent(orderId)}/${PATHS[command]}`,
    body: COMMAND_BODIES[command](answers),
  };
}
