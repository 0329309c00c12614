/** The product lines of the catalogue, by name. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useLanguage } from '../preferences/preferences-context.tsx';

type Catalogue = Schemas['Catalogue'];

/** The catalogue changes with a release or a new price. */
const CURRENT_MS = 600_000;

export function useCatalogue() {
  const api = useApi();
  return useQuery({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => api.get('/v1/catalogue', { signal }),
    staleTime: CURRENT_MS,
  });
}

/** Returns the name of a product line in the language of the page; its code until the catalogue is there. */
export function useProductLineName(): (code: string) => string {
  const language = useLanguage();
  const { data } = useCatalogue();
  return (code) => lineOf(data, code)?.name[language] ?? code;
}

function lineOf(catalogue: Catalogue | undefined, code: string) {
  return catalogue?.productLines.find(({ productLine }) => productLine === code);
}
