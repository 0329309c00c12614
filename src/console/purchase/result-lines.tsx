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
import { beginsLater, isBought } from './outlook.ts';
import { RESULT_TEXTS } from './result-texts.ts';
import type { Credited } from './use-credited.ts';

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

interface ResultLinesProps {
  readonly order: Order;
  readonly credited: Credited | undefined;
}

export function ResultLines({ order, credited }: ResultLinesProps) {
  const words = useTexts(RESULT_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  return (
    <section aria-labelledby="result-lines">
      <h2 id="result-lines">{isBought(order) ? words.bought : words.ordered}</h2>
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
                {beginsLater(ofLine(line, credited)) ? (
                  <Badge look="quiet">{words.later}</Badge>
                ) : (
                  <Badge look={LOOKS[line.state] ?? 'quiet'}>{names.lineStates[line.state]}</Badge>
                )}
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

/** What one line became. */
function ofLine({ id }: Line, credited: Credited | undefined): Credited | undefined {
  const isOfLine = ({ lineId }: { readonly lineId: string | null }) => lineId === id;
  return (
    credited && {
      lots: credited.lots.filter(isOfLine),
      licences: credited.licences.filter(isOfLine),
      terms: credited.terms.filter(isOfLine),
    }
  );
}

interface BecameProps extends ResultLinesProps {
  readonly line: Line;
}

function Became({ order, line, credited }: BecameProps) {
  const words = useTexts(RESULT_TEXTS);
  const language = useLanguage();
  const { zone: choice } = usePreferences();
  const { data: account } = useAccount(order.accountId);
  const unitOf = useUnitWords();
  const zone = zoneOf(choice, account?.timeZone);
  const day = (at: string) => formatDay(at, zone, language);
  const lastDay = (at: string) => formatLastDay(at, zone, language);

  if (line.state === 'refunded') return words.takenBack;
  const own = ofLine(line, credited);
  const lot = own?.lots[0];
  if (lot !== undefined)
    return words.usable(formatUnits(lot.credited, unitOf(line.sku), language), lastDay(lot.expiresAt));
  const licence = own?.licences[0];
  const services = line.entitlements.filter(({ kind }) => kind === 'service').length;
  if (licence !== undefined && services === 0)
    return licence.until === null
      ? words.perpetual(day(licence.from))
      : words.from(day(licence.from), lastDay(licence.until));
  const term = own?.terms[0];
  if (term !== undefined) return words.from(day(term.from), lastDay(term.until));
  if (services > 0)
    return (
      <>
        {words.services(services)} <Link href="/services">{words.toServices}</Link>
      </>
    );
  return words.nothingYet;
}
