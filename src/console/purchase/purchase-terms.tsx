/** The terms of service of what is bought. The tick is part of the basket. */
import { TermsOfService } from '../catalogue/terms-of-service.tsx';
import type { Purchase } from './use-purchase.ts';

export function PurchaseTerms({ purchase }: { readonly purchase: Purchase }) {
  const { basket, change, productLine, termsVersion } = purchase;
  return (
    <TermsOfService
      productLine={productLine}
      version={termsVersion}
      accepted={basket.termsAccepted}
      onChange={(termsAccepted) => change((before) => ({ ...before, termsAccepted }))}
    />
  );
}
