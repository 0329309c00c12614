/** Says that there is no consortium, and which products need one. Offers to create one with the only organization. */
import { useCatalogue, useProductLineName } from '../catalogue/product-lines.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { useOrganizations, type Organization } from './use-customers.ts';

interface ConsortiumNeedProps {
  readonly accountId: string;
  readonly onCreate: (member: Organization) => void;
}

export function ConsortiumNeed({ accountId, onCreate }: ConsortiumNeedProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const language = useLanguage();
  const lineName = useProductLineName();
  const { data: catalogue } = useCatalogue();
  const { data: organizations } = useOrganizations(accountId);
  const products = catalogue?.items.filter(({ scope }) => scope === 'consortium') ?? [];
  if (products.length === 0) return <p>{words.noConsortia}</p>;
  const lines = [...new Set(products.map(({ productLine }) => productLine))].map(lineName);
  const [only, ...others] = organizations?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Notice look="info" title={words.noConsortia}>
      <p>{words.consortiumNeeded(formatList(lines, language))}</p>
      <details>
        <summary>{words.consortiumProducts(products.length)}</summary>
        <ul>
          {products.map(({ sku, name }) => (
            <li key={sku}>{name[language]}</li>
          ))}
        </ul>
      </details>
      {only !== undefined && others.length === 0 && (
        <Button look="primary" onClick={() => onCreate(only)}>
          {words.consortiumWith(only.name)}
        </Button>
      )}
    </Notice>
  );
}
