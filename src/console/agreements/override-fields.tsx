/** A field for each policy that the chosen product lines have, with what it means and what holds without it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { OVERRIDE_TEXTS } from './override-texts.ts';
import { overrideText } from './override-value.ts';
import { defaultOf, overrideField, OVERRIDE_KINDS, OVERRIDE_NAMES, type OverrideKind } from './overrides.ts';

interface OverrideFieldsProps {
  readonly lines: readonly Pick<Schemas['Catalogue']['productLines'][number], 'policies'>[];
}

export function OverrideFields({ lines }: OverrideFieldsProps) {
  const words = useTexts(OVERRIDE_TEXTS);
  const language = useLanguage();
  const known = OVERRIDE_NAMES.filter((name) => lines.some(({ policies }) => name in policies));
  return (
    <section className="card" aria-labelledby="agreement-overrides">
      <h2 id="agreement-overrides">{words.title}</h2>
      <p className="quiet">{words.explained}</p>
      <div className="form-grid">
        {known.map((name) => {
          const without = defaultOf(name, lines);
          const hint = `${words.meanings[name]} ${
            without === undefined
              ? words.differs
              : words.withoutOverride(overrideText(name, without, words, language))
          }`;
          const kind: OverrideKind = OVERRIDE_KINDS[name];
          const field = { name: overrideField(name), label: words.names[name], hint };
          if (kind === 'count') return <TextField key={name} {...field} type="number" min={1} />;
          if (kind === 'counts') return <TextField key={name} {...field} />;
          const options =
            kind === 'flag'
              ? [
                  { value: 'true', label: words.yes },
                  { value: 'false', label: words.no },
                ]
              : kind.map((value) => ({ value, label: overrideText(name, value, words, language) }));
          return <SelectField key={name} {...field} none={words.asCatalogue} options={options} />;
        })}
      </div>
    </section>
  );
}
