/** The sections of a product line as its documents have them: resources, software, services, and in each the kinds. */
import type { Schemas } from '@prepaid-fulfilment/client';

type Sku = Schemas['Sku'];

export type SectionName = 'resources' | 'software' | 'services';

const SECTIONS: Readonly<Record<SectionName, readonly Sku['kind'][]>> = {
  resources: ['lot', 'inspection-lot', 'ai-lot', 'resource-pack', 'ai-perpetual'],
  software: ['software-basic', 'software-optional', 'subscription', 'licence', 'term'],
  services: ['service', 'maintenance'],
};

export interface Group {
  readonly kind: Sku['kind'];
  /** The family of its SKUs; null where they have none. */
  readonly family: string | null;
  readonly skus: readonly Sku[];
}

export interface Section {
  readonly name: SectionName;
  readonly groups: readonly Group[];
}

/** The sections that have something to sell, in the order of the documents; SKUs in the order of the catalogue. */
export function sectionsOf(items: readonly Sku[], productLine: string): Section[] {
  const own = items.filter((sku) => sku.productLine === productLine);
  return (Object.keys(SECTIONS) as SectionName[])
    .map((name) => ({ name, groups: SECTIONS[name].flatMap((kind) => groupsOf(own, kind)) }))
    .filter(({ groups }) => groups.length > 0);
}

function groupsOf(skus: readonly Sku[], kind: Sku['kind']): Group[] {
  const ofKind = skus.filter((sku) => sku.kind === kind);
  const families = [...new Set(ofKind.map(({ family }) => family ?? null))];
  return families.map((family) => ({
    kind,
    family,
    skus: ofKind.filter((sku) => (sku.family ?? null) === family),
  }));
}
