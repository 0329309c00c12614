/** The form of a sign-off page as it was sent: a decision, or what was typed with what is wrong in it. */
import type { SignOffDecision } from '../../../application/entitlements/services/sign-off/sign-off.ts';
import { acceptSignOffBody, rejectSignOffBody } from '../../../contracts/sign-off.ts';
import type { SignOffWords } from '../../../messages/sign-off-words.ts';

export type Command = SignOffDecision['command'];
type Texts = Readonly<Record<string, string>>;

/** A form that was not taken. */
export interface Refused {
  readonly command: Command;
  /** Why, in sentences. */
  readonly note: readonly string[];
  readonly typed: Texts;
  /** Sentences by the field that they are about, in the order of the form. */
  readonly errors: Texts;
}

const FIELDS = ['name', 'reason'] as const;
export type FieldName = (typeof FIELDS)[number];

/** What was typed in the fields of the form; other fields are left out. */
export function typedIn(body: unknown): Texts {
  const sent = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(
    FIELDS.map((field) => [field, typeof sent[field] === 'string' ? sent[field] : '']),
  );
}

export function decisionOf(command: Command, typed: Texts): SignOffDecision | null {
  const { name, reason } = typed;
  if (command === 'accept') {
    const { success, data } = acceptSignOffBody.safeParse({ acceptedBy: name });
    return success ? { command, person: data.acceptedBy } : null;
  }
  const { success, data } = rejectSignOffBody.safeParse({ rejectedBy: name, reason });
  return success ? { command, person: data.rejectedBy, reason: data.reason } : null;
}

/** What is wrong with a form that is no decision. */
export function refusedForm(command: Command, typed: Texts, words: SignOffWords): Refused {
  const { name, reason } = typed;
  const { success, error } =
    command === 'accept'
      ? acceptSignOffBody.safeParse({ acceptedBy: name })
      : rejectSignOffBody.safeParse({ rejectedBy: name, reason });
  const wrong = new Set(
    success ? [] : error.issues.map(({ path: [field] }) => (field === 'reason' ? 'reason' : 'name')),
  );
  const errors = Object.fromEntries(
    FIELDS.filter((field) => wrong.has(field)).map((field) => [
      field,
      sentenceOf(field, typed[field] ?? '', words),
    ]),
  );
  return { command, typed, errors, note: Object.values(errors) };
}

function sentenceOf(field: FieldName, typed: string, words: SignOffWords): string {
  if (typed.trim() !== '') return words.tooLong;
  return field === 'reason' ? words.reasonMissing : words.nameMissing;
}
