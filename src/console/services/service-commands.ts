/** The commands of a service as data: what each asks the person, and the request that it becomes. */
import type { Schemas } from '@prepaid-fulfilment/client';
import type { CommandRequest } from '../api/curl.ts';
import type { ServiceCommand } from './next-step.ts';

/** `extend` is for operators only, and not among the `actions` of a service. */
export type DialogCommand = ServiceCommand | 'extend';

/** A field of a command's form. `document` is a stored file. */
export type Field = 'assignee' | 'person' | 'reason' | 'note' | 'document' | 'startBy';

interface CommandForm {
  readonly fields: readonly Field[];
  /** Cannot be taken back, and says so by its color. */
  readonly destructive: boolean;
}

export const COMMAND_FORMS: Readonly<Record<DialogCommand, CommandForm>> = {
  assign: { fields: ['assignee'], destructive: false },
  start: { fields: [], destructive: false },
  deliver: { fields: ['note', 'document'], destructive: false },
  accept: { fields: ['person', 'note', 'document'], destructive: false },
  reject: { fields: ['person', 'reason'], destructive: true },
  extend: { fields: ['startBy', 'reason'], destructive: false },
};

/** What the person answered; fields that the command does not ask for are empty. */
export interface Answers {
  readonly assignee: string;
  readonly person: string;
  readonly reason: string;
  readonly note: string;
  /** A photo or document. */
  readonly file: Schemas['StoredFile'] | null;
  /** Calendar date `YYYY-MM-DD`. */
  readonly startBy: string;
}

export const NO_ANSWERS: Answers = {
  assignee: '',
  person: '',
  reason: '',
  note: '',
  file: null,
  startBy: '',
};

/** The bodies of the commands. */
export const COMMAND_BODIES = {
  assign: ({ assignee }: Answers) => ({ assignee: assignee.trim() }),
  start: () => ({}),
  deliver: (answers: Answers) => evidenceIn(answers),
  accept: (answers: Answers) => ({ acceptedBy: answers.person.trim(), ...evidenceIn(answers) }),
  reject: ({ person, reason }: Answers) => ({ rejectedBy: person.trim(), reason: reason.trim() }),
  extend: ({ startBy, reason }: Answers) => ({ startBy, reason: reason.trim() }),
} as const satisfies Record<DialogCommand, (answers: Answers) => object>;

function evidenceIn({ note, file }: Answers) {
  const text = note.trim();
  if (text === '' && file === null) return {};
  return {
    evidence: {
      ...(text === '' ? {} : { note: text }),
      ...(file === null ? {} : { document: { fileId: file.id } }),
    },
  };
}

/** The request of a command, as a program would send it. */
export function commandRequest(command: DialogCommand, serviceId: string, answers: Answers): CommandRequest {
  return {
    path: `/v1/services/${encodeURIComponent(serviceId)}/${command}`,
    body: COMMAND_BODIES[command](answers),
  };
}
