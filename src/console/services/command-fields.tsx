/** The fields of a command's form. */
import { FileField } from '../files/file-field.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { COMMAND_FORMS, type Answers, type DialogCommand } from './service-commands.ts';

/** As much as the API takes. */
const LONGEST = { name: 200, text: 2_000 } as const;

interface CommandFieldsProps {
  readonly command: DialogCommand;
  readonly accountId: string;
  /** True for staff who record what the customer decided. */
  readonly forCustomer: boolean;
  readonly answers: Answers;
  readonly onChange: (change: Partial<Answers>) => void;
}

export function CommandFields({ command, accountId, forCustomer, answers, onChange }: CommandFieldsProps) {
  const words = useTexts(COMMAND_TEXTS);
  const { fields } = COMMAND_FORMS[command];
  return fields.map((field) => {
    switch (field) {
      case 'assignee':
        return (
          <AssigneeField
            key={field}
            value={answers.assignee}
            onChange={(assignee) => onChange({ assignee })}
          />
        );
      case 'person':
        return (
          <TextField
            key={field}
            label={command === 'accept' ? words.fields.acceptedBy : words.fields.rejectedBy}
            required
            autoComplete="name"
            maxLength={LONGEST.name}
            value={answers.person}
            onChange={(person) => onChange({ person })}
          />
        );
      case 'reason':
        return (
          <TextField
            key={field}
            label={words.fields.reason}
            lines="several"
            required
            maxLength={LONGEST.text}
            value={answers.reason}
            onChange={(reason) => onChange({ reason })}
          />
        );
      case 'note':
        return (
          <TextField
            key={field}
            label={words.optional(words.fields.note)}
            lines="several"
            maxLength={LONGEST.text}
            value={answers.note}
            onChange={(note) => onChange({ note })}
          />
        );
      case 'startBy':
        return (
          <TextField
            key={field}
            label={words.fields.startBy}
            type="date"
            required
            value={answers.startBy}
            onChange={(startBy) => onChange({ startBy })}
          />
        );
      case 'document':
        return (
          <FileField
            key={field}
            accountId={accountId}
            label={words.optional(
              forCustomer && command === 'accept' ? words.fields.proof : words.fields.document,
            )}
            value={answers.file}
            onChange={(file) => onChange({ file })}
          />
        );
    }
  });
}
