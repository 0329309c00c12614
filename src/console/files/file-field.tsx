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
import {
  FILE_TYPES,
  LARGEST_FILE_BYTES,
  PHOTO_TYPES,
  TYPE_NAMES,
  typeOf,
  type FileFault,
} from './file-check.ts';
import './file-field.css';
import { FilePicker } from './file-picker.tsx';
import { FILES_TEXTS } from './files-texts.ts';
import { prepareFile } from './prepare-file.ts';
import { shrinkPhoto } from './shrink-photo.ts';
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
  const [fault, setFault] = useState<FileFault | null>(null);
  const [preparing, setPreparing] = useState(false);
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
  const choose = async (file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    upload.reset();
    setChosen(file);
    setFault(null);
    setRemoved(false);
    setPreparing(true);
    idempotencyKey.current = newIdempotencyKey();
    const prepared = await prepareFile(file, shrinkPhoto);
    // Another file was chosen meanwhile, or none.
    if (controller.signal.aborted) return;
    setPreparing(false);
    setChosen(prepared.file);
    setFault(prepared.fault);
    if (prepared.fault === null) send(prepared.file);
  };
  const cancel = () => {
    running.current?.abort();
    upload.reset();
    setPreparing(false);
    setChosen(null);
    group.current?.querySelector('button')?.focus();
  };
  const remove = () => {
    cancel();
    setRemoved(true);
    onChange(null);
  };

  const most = formatBytes(LARGEST_FILE_BYTES);
  const faultWords = (found: FileFault, file: File) => {
    const type = typeOf(file);
    if (found === 'content') return words.faults.content(file.name, type === null ? '' : TYPE_NAMES[type]);
    return words.faults[found](most, formatBytes(file.size));
  };
  const isBusy = preparing || upload.isPending;
  const busyWords = preparing ? words.preparing : words.uploading;
  const isShown = value !== null && !isBusy;
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
          {isBusy && chosen !== null && (
            <p className="file-line">
              <span className="file-name">{chosen.name}</span> <span>{busyWords}</span>
            </p>
          )}
          {removed && value === null && chosen === null && <p>{words.removed}</p>}
        </div>
        {isBusy && <progress aria-label={busyWords} />}
        <div className="choices">
          <FilePicker accept={FILE_TYPES} onPick={(file) => void choose(file)}>
            {value === null ? words.choose : words.replace}
          </FilePicker>
          <span className="file-photo">
            <FilePicker accept={PHOTO_TYPES} camera onPick={(file) => void choose(file)}>
              {words.photo}
            </FilePicker>
          </span>
          {isBusy && <Button onClick={cancel}>{words.cancel}</Button>}
          {isShown && <Button onClick={remove}>{words.remove}</Button>}
        </div>
      </div>
      <p id={`${id}-hint`} className="hint">
        {hint} {words.limits(most)}
      </p>
      {chosen !== null && fault !== null && (
        <Notice look="danger" title={words.faults.title(chosen.name)}>
          <p>{faultWords(fault, chosen)}</p>
        </Notice>
      )}
      {chosen !== null && upload.error !== null && (
        <FailureNotice error={upload.error} onRetry={() => send(chosen)} />
      )}
    </div>
  );
}
