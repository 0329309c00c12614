/** A choice of one of several things that each need a sentence: cards, of which one is marked. */
import { useId } from 'react';
import './choice-cards.css';

interface ChoiceCardsProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly onChoose: (value: Value) => void;
}

export function ChoiceCards<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: ChoiceCardsProps<Value>) {
  const id = useId();
  return (
    <fieldset className="choice-cards">
      <legend>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="choice-card">
          <input
            id={`${id}-${option.value}`}
            type="radio"
            name={id}
            checked={option.value === value}
            aria-describedby={option.hint === undefined ? undefined : `${id}-${option.value}-hint`}
            onChange={() => onChoose(option.value)}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
          {option.hint !== undefined && <p id={`${id}-${option.value}-hint`}>{option.hint}</p>}
        </div>
      ))}
    </fieldset>
  );
}
