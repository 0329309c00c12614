/** Says what becomes of money that was received for an order and does not pay it. */
import { formatMoney, type Money } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Notice } from '../ui/notice.tsx';
import { setAsideIn, type Payment } from './payment-facts.ts';
import { SET_ASIDE_TEXTS } from './set-aside-texts.ts';

interface SetAsideNotesProps {
  readonly payments: readonly Payment[];
  /** What the order costs. */
  readonly total: Money;
}

export function SetAsideNotes({ payments, total }: SetAsideNotesProps) {
  const words = useTexts(SET_ASIDE_TEXTS);
  const language = useLanguage();
  const twice = useHasRole('customer') ? words.chargedTwice : words.paidTwice;
  const found = setAsideIn(payments);
  if (found.length === 0) return null;
  return (
    <Notice look="caution" title={words.title}>
      {found.map(({ payment: { id, amount }, reason, isReturned }) => {
        const received = formatMoney(amount, language);
        const outcome = isReturned ? 'returned' : 'toReturn';
        return (
          <p key={id}>
            {reason === 'already_paid'
              ? twice[outcome](received)
              : words[outcome](words.reasons[reason](received, formatMoney(total, language)))}
          </p>
        );
      })}
    </Notice>
  );
}
