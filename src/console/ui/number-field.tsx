/** A whole number, with label and hint. */
import { useId } from 'react';
import './fields.css';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, hint, minimum, maximum, value, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={minimum}
        max={maximum}
        step={1}
        required
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
