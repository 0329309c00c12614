/** A line or several lines of text, with label and hint. */
import { useId, type ComponentProps } from 'react';
import './fields.css';

interface TextFieldProps extends Pick<
  ComponentProps<'input'>,
  'name' | 'type' | 'required' | 'defaultValue' | 'autoComplete' | 'maxLength' | 'min' | 'max' | 'inputMode'
> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly lines?: 'one' | 'several';
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

export function TextField({ label, hint, lines = 'one', onChange, ...rest }: TextFieldProps) {
  const id = useId();
  const Element = lines === 'one' ? 'input' : 'textarea';
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Element
        {...rest}
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={onChange === undefined ? undefined : ({ target }) => onChange(target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
