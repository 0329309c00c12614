/** Boxes to tick of which several can be chosen. The form has the values of those that are ticked under one name. */
import { useId } from 'react';
import './check.css';

interface CheckGroupProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

export function CheckGroup({ name, label, hint, options, chosen, onChoose }: CheckGroupProps) {
  const id = useId();
  return (
    <fieldset className="check-group" aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      {options.map(({ value, label: text }) => (
        <div key={value} className="check">
          <input
            id={`${id}-${value}`}
            type="checkbox"
            name={name}
            value={value}
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChoose(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
          <label htmlFor={`${id}-${value}`}>{text}</label>
        </div>
      ))}
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </fieldset>
  );
}
