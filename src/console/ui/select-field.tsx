/** A choice in a form that is sent as a whole. The first choice is to choose nothing. */
import { useId } from 'react';
import './fields.css';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  /** Name of the empty choice. */
  readonly none: string;
  readonly chosen: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField({ name, label, none, chosen, options }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={chosen ?? ''}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
