/** The keys of buyers in rows, each with what can be done with it. */
import { AccountTime } from '../accounts/account-time.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import { buyerState, type Buyer, type BuyerState } from './buyers.ts';

export type BuyerAction = 'link' | 'revoke';

const LOOKS: Readonly<Record<BuyerState, BadgeLook>> = {
  active: 'good',
  expired: 'caution',
  revoked: 'quiet',
};

interface BuyersTableProps {
  readonly accountId: string;
  readonly buyers: readonly Buyer[];
  readonly onAct: (action: BuyerAction, buyer: Buyer) => void;
}

export function BuyersTable({ accountId, buyers, onAct }: BuyersTableProps) {
  const words = useTexts(BUYERS_TEXTS);
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
              </td>
              <td className="wide-only">
                {buyer.lastUsedAt === null ? (
                  words.never
                ) : (
                  <AccountTime accountId={accountId} at={buyer.lastUsedAt} />
                )}
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
