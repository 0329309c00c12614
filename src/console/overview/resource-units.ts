/** The words of the units in which pools are counted. */
import { useCatalogue } from '../catalogue/product-lines.ts';
import { formatCount, formatUnits } from '../format/count.ts';
import { useLanguage } from '../preferences/preferences-context.tsx';

/** Returns a count of a resource with its unit; the count alone until the catalogue is there. */
export function useResourceUnits(): (resource: string, count: number) => string {
  const language = useLanguage();
  const { data } = useCatalogue();
  return (resource, count) => {
    const code = data?.items.find((item) => item.resource === resource)?.unit;
    const unit = code === undefined ? undefined : data?.units[code];
    return unit === undefined ? formatCount(count, language) : formatUnits(count, unit, language);
  };
}
