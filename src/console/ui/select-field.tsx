/** A choice in a form that is sent as a whole. The first choice is to choose nothing. */
import { useId } from 'react';
import './fields.css';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Name of the empty choice. */
  readonly none: string;
  readonly chosen?: string | undefined;
  readonly required?: boolean;
  readonly onChoose?: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, none, chosen, required, onChoose, options } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        defaultValue={chosen ?? ''}
        required={required}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ target }) => onChoose?.(target.value)}
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
