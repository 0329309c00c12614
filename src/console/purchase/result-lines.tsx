/** The lines of an order with what each became: units with their last day, licences and terms with their dates, services. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { useUnitWords } from '../catalogue/units.ts';
import { formatUnits } from '../format/count.ts';
import { formatDay, formatLastDay, zoneOf } from '../format/instant.ts';
import { ORDER_TEXTS } from '../orders/order-texts.ts';
import type { Order } from '../orders/use-order.ts';
import { useLanguage, usePreferences, useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { RESULT_TEXTS } from './result-texts.ts';
import { useCredited, type Credited } from './use-credited.ts';

type Line = Schemas['OrderLine'];

const LOOKS: Partial<Record<Line['state'], BadgeLook>> = {
  pending: 'caution',
  credited: 'good',
  active: 'good',
  running: 'good',
  accepted: 'good',
  available: 'accent',
  in_delivery: 'accent',
  delivered: 'accent',
};

export function ResultLines({ order }: { readonly order: Order }) {
  const words = useTexts(RESULT_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const { data: credited } = useCredited(order);
  return (
    <section aria-labelledby="result-lines">
      <h2 id="result-lines">{words.lines}</h2>
      <table className="table" aria-labelledby="result-lines">
        <TableHead columns={[words.product, words.state, words.became]} />
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.name[language]}
                {line.organizationName !== undefined && ` · ${line.organizationName}`}
              </th>
              <td>
                <Badge look={LOOKS[line.state] ?? 'quiet'}>{names.lineStates[line.state]}</Badge>
              </td>
              <td>
                <Became order={order} line={line} credited={credited} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface BecameProps {
  readonly order: Order;
  readonly line: Line;
  readonly credited: Credited | undefined;
}

function Became({ order, line, credited }: BecameProps) {
  const words = useTexts(RESULT_TEXTS);
  const language = useLanguage();
  const { zone: choice } = usePreferences();
  const { data: account } = useAccount(order.accountId);
  const unitOf = useUnitWords();
  const zone = zoneOf(choice, account?.timeZone);
  const ofLine = ({ lineId }: { readonly lineId: string | null }) => lineId === line.id;
  const day = (at: string) => formatDay(at, zone, language);
  const lastDay = (at: string) => formatLastDay(at, zone, language);

  const lot = credited?.lots.find(ofLine);
  if (lot !== undefined)
    return words.usable(formatUnits(lot.credited, unitOf(line.sku), language), lastDay(lot.expiresAt));
  const licence = credited?.licences.find(ofLine);
  const services = line.entitlements.filter(({ kind }) => kind === 'service').length;
  if (licence !== undefined && services === 0)
    return licence.until === null
      ? words.perpetual(day(licence.from))
      : words.from(day(licence.from), lastDay(licence.until));
  const term = credited?.terms.find(ofLine);
  if (term !== undefined) return words.from(day(term.from), lastDay(term.until));
  if (services > 0)
    return (
      <>
        {words.services(services)} <Link href="/services">{words.toServices}</Link>
      </>
    );
  return words.nothingYet;
}
