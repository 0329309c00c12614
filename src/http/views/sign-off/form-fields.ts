/** The forms of a sign-off page as they were sent: a decision, or what was typed with what is wrong in it. */
import type { SignOffDecision } from '../../../application/entitlements/services/sign-off/sign-off.ts';
import { acceptSignOffBody, rejectSignOffBody } from '../../../contracts/sign-off.ts';
import type { SignOffWords } from '../../../messages/sign-off-words.ts';

export type Command = SignOffDecision['command'];
type Texts = Readonly<Record<string, string>>;

/** A form that was not taken. */
export interface Refused {
  readonly command: Command;
  /** Why, in a sentence. */
  readonly note: string;
  readonly typed: Texts;
  /** Sentences by the field that they are about, in the order of the form. */
  readonly errors: Texts;
}

const FIELDS = { accept: ['acceptedBy'], reject: ['rejectedBy', 'reason'] } as const;

/** What was typed in the fields of a form; other fields are left out. */
export function typedIn(command: Command, body: unknown): Texts {
  const sent = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(
    FIELDS[command].map((field) => [field, typeof sent[field] === 'string' ? sent[field] : '']),
  );
}

export function decisionOf(command: Command, typed: Texts): SignOffDecision | null {
  if (command === 'accept') {
    const { success, data } = acceptSignOffBody.safeParse(typed);
    return success ? { command, person: data.acceptedBy } : null;
  }
  const { success, data } = rejectSignOffBody.safeParse(typed);
  return success ? { command, person: data.rejectedBy, reason: data.reason } : null;
}

/** What is wrong with a form that is no decision. */
export function refusedForm(command: Command, typed: Texts, words: SignOffWords): Refused {
  const { success, error } =
    command === 'accept' ? acceptSignOffBody.safeParse(typed) : rejectSignOffBody.safeParse(typed);
  const wrong = new Set(success ? [] : error.issues.map(({ path: [field] }) => String(field)));
  const errors = Object.fromEntries(
    FIELDS[command]
      .filter((field) => wrong.has(field))
      .map((field) => [field, sentenceOf(field, typed[field] ?? '', words)]),
  );
  return { command, typed, errors, note: Object.values(errors).join(' ') };
}

function sentenceOf(field: string, typed: string, words: SignOffWords): string {
  if (typed.trim() !== '') return words.tooLong;
  return field === 'reason' ? words.reasonMissing : words.nameMissing;
}
