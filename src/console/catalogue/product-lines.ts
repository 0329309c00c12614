/** The product lines of the catalogue, by name. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useCatalogue } from '../api/use-catalogue.ts';
import { useLanguage } from '../preferences/preferences-context.tsx';

type Catalogue = Schemas['Catalogue'];

export { useCatalogue };

/** Returns the name of a product line in the language of the page; its code until the catalogue is there. */
export function useProductLineName(): (code: string) => string {
  const language = useLanguage();
  const { data } = useCatalogue();
  return (code) => lineOf(data, code)?.name[language] ?? code;
}

function lineOf(catalogue: Catalogue | undefined, code: string) {
  return catalogue?.productLines.find(({ productLine }) => productLine === code);
}
