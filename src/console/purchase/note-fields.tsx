/** The note of a service: whom it is for, what delivery needs to get in, and anything else. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { TypedLine } from './typed-line.ts';

interface NoteFieldsProps {
  readonly typed: TypedLine;
  readonly onChange: (changed: Partial<TypedLine>) => void;
}

export function NoteFields({ typed, onChange }: NoteFieldsProps) {
  const words = useTexts(PURCHASE_TEXTS);
  return (
    <fieldset className="note-fields">
      <legend>{words.optional(words.note)}</legend>
      <div className="form-grid">
        <TextField
          label={words.noteName}
          hint={words.noteNameHint}
          maxLength={200}
          value={typed.noteName}
          onChange={(noteName) => onChange({ noteName })}
        />
        <TextField
          label={words.noteId}
          maxLength={200}
          value={typed.noteId}
          onChange={(noteId) => onChange({ noteId })}
        />
        <TextField
          label={words.token}
          hint={words.tokenHint}
          type="password"
          autoComplete="off"
          maxLength={2_000}
          value={typed.token}
          onChange={(token) => onChange({ token })}
        />
      </div>
      <TextField
        label={words.remarks}
        lines="several"
        maxLength={2_000}
        value={typed.remarks}
        onChange={(remarks) => onChange({ remarks })}
      />
    </fieldset>
  );
}
