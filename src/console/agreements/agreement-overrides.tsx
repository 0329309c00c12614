/** The terms of an agreement that differ from the catalogue, in words. */
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Fact } from '../ui/fact.tsx';
import { AGREEMENT_PAGE_TEXTS } from './agreement-page-texts.ts';
import { OVERRIDE_TEXTS } from './override-texts.ts';
import { overrideText } from './override-value.ts';
import { defaultOf, OVERRIDE_NAMES } from './overrides.ts';
import { NO_PRICING } from './prices.ts';
import type { Agreement } from './use-agreements.ts';

export function AgreementOverrides({ agreement }: { readonly agreement: Agreement }) {
  const page = useTexts(AGREEMENT_PAGE_TEXTS);
  const words = useTexts(OVERRIDE_TEXTS);
  const language = useLanguage();
  const { data: catalogue = NO_PRICING } = useCatalogue();
  const { overrides, productLines } = agreement;
  const lines = catalogue.productLines.filter(({ productLine }) => productLines.includes(productLine));
  const changed = OVERRIDE_NAMES.filter((name) => name in overrides);
  return (
    <section className="card" aria-labelledby="agreement-overrides">
      <h2 id="agreement-overrides">{words.title}</h2>
      {changed.length === 0 ? (
        <p>{page.noOverrides}</p>
      ) : (
        <dl className="facts">
          {changed.map((name) => {
            const without = defaultOf(name, lines);
            return (
              <Fact key={name} name={words.names[name]}>
                <strong>{overrideText(name, overrides[name], words, language)}</strong>
                <span className="quiet">
                  {' '}
                  {words.meanings[name]}{' '}
                  {without === undefined
                    ? words.differs
                    : words.withoutOverride(overrideText(name, without, words, language))}
                </span>
              </Fact>
            );
          })}
        </dl>
      )}
    </section>
  );
}
