/** A text to be copied: all of it is selected when it gets the focus, which it gets when it appears. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import './fields.css';

interface CopyFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  /** What the button says before and after. */
  readonly copy: string;
  readonly copied: string;
}

export function CopyField({ label, hint, value, copy, copied }: CopyFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => input.current?.focus(), []);
  // Pages without TLS have no clipboard; the text can be selected there.
  const canCopy = 'clipboard' in navigator;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-line">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          aria-describedby={`${id}-hint`}
          onFocus={({ target }) => target.select()}
        />
        {canCopy && (
          <Button onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
            {isCopied ? copied : copy}
          </Button>
        )}
      </div>
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  );
}
