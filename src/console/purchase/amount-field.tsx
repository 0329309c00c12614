/** A whole number as it is typed, with what is wrong with it beside it. */
import { useId, type ReactNode } from 'react';
import '../ui/fields.css';

interface AmountFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly minimum: number;
  readonly maximum: number | undefined;
  readonly step: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong; absent if nothing is. */
  readonly fault?: ReactNode;
}

export function AmountField(props: AmountFieldProps) {
  const { label, hint, minimum, maximum, step, value, onChange, fault } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={minimum}
        max={maximum}
        step={step}
        value={value}
        aria-invalid={fault != null}
        aria-describedby={`${id}-hint ${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
      <div id={`${id}-fault`} aria-live="polite">
        {fault}
      </div>
    </div>
  );
}
