/** The signed document: a file that is stored here, or name and hash of one that is stored elsewhere. */
import { useState } from 'react';
import { FileField } from '../files/file-field.tsx';
import type { StoredFile } from '../files/use-upload.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Check } from '../ui/check.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { AgreementDocument } from './agreement-body.ts';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import { NEW_AGREEMENT_TEXTS } from './new-agreement-texts.ts';

interface DocumentFieldsProps {
  readonly accountId: string;
  /** Called with null while there is no document. */
  readonly onChange: (document: AgreementDocument | null) => void;
}

export function DocumentFields({ accountId, onChange }: DocumentFieldsProps) {
  const words = useTexts(NEW_AGREEMENT_TEXTS);
  const names = useTexts(AGREEMENTS_TEXTS);
  const [file, setFile] = useState<StoredFile | null>(null);
  const [isElsewhere, setElsewhere] = useState(false);
  const [reference, setReference] = useState({ name: '', sha256: '' });

  const takeFile = (stored: StoredFile | null) => {
    setFile(stored);
    onChange(stored === null ? null : { fileId: stored.id });
  };
  const describe = (change: Partial<typeof reference>) => {
    const described = { ...reference, ...change };
    setReference(described);
    const given = { name: described.name.trim(), sha256: described.sha256.trim() };
    onChange(given.name === '' || given.sha256 === '' ? null : given);
  };

  return (
    <>
      {!isElsewhere && (
        <FileField
          accountId={accountId}
          label={names.document}
          hint={words.documentHint}
          value={file}
          onChange={takeFile}
        />
      )}
      <Check
        label={words.elsewhere}
        hint={words.elsewhereHint}
        checked={isElsewhere}
        onChange={(elsewhere) => {
          setElsewhere(elsewhere);
          if (elsewhere) describe({});
          else takeFile(file);
        }}
      />
      {isElsewhere && (
        <div className="form-grid">
          <TextField
            label={words.documentName}
            required
            maxLength={200}
            value={reference.name}
            onChange={(name) => describe({ name })}
          />
          <TextField
            label={words.sha256}
            required
            maxLength={64}
            value={reference.sha256}
            onChange={(sha256) => describe({ sha256 })}
          />
        </div>
      )}
    </>
  );
}
