/** A whole number in a form that is sent as a whole, with label and hint. */
import { useId } from 'react';
import './fields.css';

interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly initial: number;
}

export function NumberField({ name, label, hint, minimum, maximum, initial }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="number"
        min={minimum}
        max={maximum}
        step={1}
        required
        defaultValue={initial}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
