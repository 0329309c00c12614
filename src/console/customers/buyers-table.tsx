/** The keys of buyers in rows, each with what can be done with it. */
import { formatLastDay } from '../format/instant.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { OwnTime } from '../ui/own-time.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import { buyerState, type Buyer, type BuyerState } from './buyers.ts';
import type { Customer } from './use-customers.ts';

export type BuyerAction = 'link' | 'revoke';

const LOOKS: Readonly<Record<BuyerState, BadgeLook>> = {
  active: 'good',
  expired: 'caution',
  revoked: 'quiet',
};

interface BuyersTableProps {
  readonly customer: Customer;
  readonly buyers: readonly Buyer[];
  readonly onAct: (action: BuyerAction, buyer: Buyer) => void;
}

export function BuyersTable({ customer: { timeZone }, buyers, onAct }: BuyersTableProps) {
  const words = useTexts(BUYERS_TEXTS);
  const language = useLanguage();
  return (
    <table className="table" aria-labelledby="customer-buyers">
      <TableHead
        columns={[words.name, words.state, { name: words.lastUsed, look: 'wide-only' }, words.actions]}
      />
      <tbody>
        {buyers.map((buyer) => {
          const state = buyerState(buyer, Date.now());
          return (
            <tr key={buyer.id}>
              <th scope="row">{buyer.name}</th>
              <td>
                <Badge look={LOOKS[state]}>{words.states[state]}</Badge>
                {buyer.expiresAt !== null && buyer.revokedAt === null && (
                  <p className="quiet">{words.until(formatLastDay(buyer.expiresAt, timeZone, language))}</p>
                )}
              </td>
              <td className="wide-only">
                {buyer.lastUsedAt === null ? words.never : <OwnTime at={buyer.lastUsedAt} />}
              </td>
              <td>
                {state === 'active' && (
                  <div className="choices">
                    <Button aria-label={words.linkFor(buyer.name)} onClick={() => onAct('link', buyer)}>
                      {words.link}
                    </Button>
                    <Button aria-label={words.revokeOf(buyer.name)} onClick={() => onAct('revoke', buyer)}>
                      {words.revoke}
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
