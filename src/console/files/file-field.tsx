/**
 * Takes a document: a file, or a photo where there is a camera. It is stored when it is chosen, so that the form around it
 * sends its id only.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { FailureNotice } from '../api/failure-notice.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { formatBytes } from '../format/bytes.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import '../ui/fields.css';
import { Notice } from '../ui/notice.tsx';
import { faultOf, FILE_TYPES, LARGEST_FILE_BYTES, PHOTO_TYPES } from './file-check.ts';
import './file-field.css';
import { FilePicker } from './file-picker.tsx';
import { FILES_TEXTS } from './files-texts.ts';
import { StoredFileLine } from './stored-file-line.tsx';
import { useUpload, type StoredFile } from './use-upload.ts';

interface FileFieldProps {
  /** The account that the file belongs to. */
  readonly accountId: string;
  readonly label: string;
  readonly hint?: string;
  /** The stored file; null for none. */
  readonly value: StoredFile | null;
  readonly onChange: (file: StoredFile | null) => void;
}

export function FileField({ accountId, label, hint, value, onChange }: FileFieldProps) {
  const words = useTexts(FILES_TEXTS);
  const id = useId();
  const [chosen, setChosen] = useState<File | null>(null);
  const [removed, setRemoved] = useState(false);
  const idempotencyKey = useRef('');
  const upload = useUpload(accountId);
  const running = useRef<AbortController>(null);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = (file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    upload.mutate(
      { file, idempotencyKey: idempotencyKey.current, signal: controller.signal },
      {
        onSuccess: (stored) => {
          setChosen(null);
          onChange(stored);
        },
      },
    );
  };
  const choose = (file: File) => {
    running.current?.abort();
    upload.reset();
    setChosen(file);
    setRemoved(false);
    idempotencyKey.current = newIdempotencyKey();
    if (faultOf(file) === null) send(file);
  };
  const cancel = () => {
    running.current?.abort();
    upload.reset();
    setChosen(null);
    group.current?.querySelector('button')?.focus();
  };
  const remove = () => {
    cancel();
    setRemoved(true);
    onChange(null);
  };

  const fault = chosen === null ? null : faultOf(chosen);
  const most = formatBytes(LARGEST_FILE_BYTES);
  const isShown = value !== null && !upload.isPending;
  return (
    <div
      className="field file-field"
      role="group"
      aria-labelledby={id}
      aria-describedby={`${id}-hint`}
      ref={group}
    >
      <span id={id} className="field-label">
        {label}
      </span>
      <div className="file-box">
        <div role="status">
          {isShown && <StoredFileLine file={value} />}
          {upload.isPending && chosen !== null && (
            <p className="file-line">
              <span className="file-name">{chosen.name}</span> <span>{words.uploading}</span>
            </p>
          )}
          {removed && value === null && chosen === null && <p>{words.removed}</p>}
        </div>
        {upload.isPending && <progress aria-label={words.uploading} />}
        <div className="choices">
          <FilePicker accept={FILE_TYPES} onPick={choose}>
            {value === null ? words.choose : words.replace}
          </FilePicker>
          <span className="file-photo">
            <FilePicker accept={PHOTO_TYPES} camera onPick={choose}>
              {words.photo}
            </FilePicker>
          </span>
          {upload.isPending && <Button onClick={cancel}>{words.cancel}</Button>}
          {isShown && <Button onClick={remove}>{words.remove}</Button>}
        </div>
      </div>
      <p id={`${id}-hint`} className="hint">
        {hint} {words.limits(most)}
      </p>
      {chosen !== null && fault !== null && (
        <Notice look="danger" title={words.faults.title(chosen.name)}>
          <p>{words.faults[fault](most, formatBytes(chosen.size))}</p>
        </Notice>
      )}
      {chosen !== null && upload.error !== null && (
        <FailureNotice error={upload.error} onRetry={() => send(chosen)} />
      )}
    </div>
  );
}
