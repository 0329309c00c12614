/** Says that the agreement is missing, why it is needed, and what can be done. */
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { newAgreementAddress } from './addresses.ts';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Purchase } from './use-purchase.ts';

export function AgreementNotice({ purchase }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const { accountId, line, isStaff } = purchase;
  return (
    <Notice look="caution" title={words.agreementMissing.title}>
      <p>{words.agreementMissing.text}</p>
      {isStaff ? (
        <LinkButton href={newAgreementAddress(accountId)}>{words.agreementMissing.record}</LinkButton>
      ) : (
        line !== undefined && <p>{words.contact(line.contact[language])}</p>
      )}
    </Notice>
  );
}
