/** The prices of an agreement, beside those of the catalogue that they replace. */
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { AGREEMENT_PAGE_TEXTS } from './agreement-page-texts.ts';
import { PRICE_TEXTS } from './price-texts.ts';
import { catalogueEntry, findSku, lineOf, NO_PRICING } from './prices.ts';
import type { Agreement } from './use-agreements.ts';
import { usePriceText } from './use-price-text.ts';
import { TableHead } from '../ui/table-head.tsx';

export function AgreementPrices({ agreement: { prices } }: { readonly agreement: Agreement }) {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const { title } = useTexts(PRICE_TEXTS);
  const language = useLanguage();
  const priceText = usePriceText();
  const { data: catalogue = NO_PRICING } = useCatalogue();
  return (
    <section className="card" aria-labelledby="agreement-prices">
      <h2 id="agreement-prices">{title}</h2>
      {prices.length === 0 ? (
        <p>{words.noPrices}</p>
      ) : (
        <table className="table" aria-labelledby="agreement-prices">
          <TableHead
            columns={[
              words.product,
              { name: words.agreed, look: 'number' },
              { name: words.inCatalogue, look: 'number' },
            ]}
          />
          <tbody>
            {prices.map(({ sku: code, region = '', amountMinor, currency, perQuantity = 1 }) => {
              const sku = findSku(catalogue, code);
              const regions = (sku && lineOf(catalogue, sku)?.regions) ?? [];
              const regionName = regions.find((known) => known.region === region)?.name[language] ?? region;
              const replaced = sku && catalogueEntry(sku, region);
              return (
                <tr key={`${code} ${region}`}>
                  <th scope="row">
                    {sku?.name[language] ?? code}
                    {region !== '' && ` · ${regionName}`}
                  </th>
                  <td className="number">
                    {priceText({ unit: sku?.unit ?? '' }, { amountMinor, currency, perQuantity })}
                  </td>
                  <td className="number">
                    {sku === undefined || replaced === undefined ? '—' : priceText(sku, replaced)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
