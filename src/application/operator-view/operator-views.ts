/**
 * Adds what an operator reads in the Temporal UI to a record that its workflow reads: names instead of codes, times in the
 * account's zone, and the last commands. Writes nothing.
 */
import type { EpisodeView } from '../../domain/arrears/view.ts';
import { SERVICE_STATES, type ServiceState } from '../../domain/entitlements/service-states.ts';
import type { LotView } from '../../domain/entitlements/lot-view.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { DeliveryView } from '../../domain/notices/delivery-view.ts';
import type { OperatorView, WithOperatorView } from '../../domain/operator-view.ts';
import type { OrderView } from '../../domain/orders/view.ts';
import { COMMAND_WORDS } from '../../messages/operator-view/command-words.ts';
import { episodeOperatorView } from '../../messages/operator-view/episode-details.ts';
import { lotOperatorView } from '../../messages/operator-view/lot-details.ts';
import { noticeOperatorView } from '../../messages/operator-view/notice-details.ts';
import {
  orderOperatorView,
  type GivenCommand,
  type OpenService,
} from '../../messages/operator-view/order-details.ts';
import { timeZoneOf } from '../../storage/account-facts.ts';
import type { Database } from '../../storage/database.ts';
import { SYSTEM } from '../../storage/actor.ts';
import type { ViewedOrder } from '../orders/read-order-view.ts';
import { Names } from './names.ts';

const MOST_COMMANDS = 5;
const MOST_SERVICES = 10;
const OPEN_STATES = (Object.keys(SERVICE_STATES) as ServiceState[]).filter(
  (state) => !SERVICE_STATES[state].settled,
);
const COMMAND_TYPES = Object.keys(COMMAND_WORDS);

export class OperatorViews {
  private readonly names: Names;

  /** `apiUrl`: address of the API, for links; without it the details have none. */
  constructor(
    private readonly database: Database,
    private readonly apiUrl: string | null,
  ) {
    this.names = new Names(database);
  }

  /** Takes what was sold from the order as its view was read, not from another read. Throws `not_found`. */
  async ofOrder({ order, view }: ViewedOrder): Promise<WithOperatorView<OrderView>> {
    const { agreementRequired, agreementId, payment, total, lines } = order;
    const bought = { agreementRequired, agreementId, payment, total, lines };
    const [timeZone, commands, services] = await Promise.all([
      timeZoneOf(this.database, view.accountId),
      this.lastCommands(view.orderId),
      lines.some((line) => line.services !== null) ? this.openServices(order._id) : [],
    ]);
    return this.with(
      view,
      orderOperatorView({ ...view, ...bought, timeZone, services, commands }, this.apiUrl),
    );
  }

  async ofEpisode(episode: EpisodeView): Promise<WithOperatorView<EpisodeView>> {
    const { resource, sku, accountId, capability } = episode;
    const [timeZone, named, closes] = await Promise.all([
      timeZoneOf(this.database, accountId),
      resource === null ? this.names.ofSku(sku ?? '') : this.names.ofResource(resource),
      this.names.ofCapability(capability),
    ]);
    return this.with(episode, episodeOperatorView({ episode, timeZone, ...named, closes }, this.apiUrl));
  }

  async ofLot(lot: LotView): Promise<WithOperatorView<LotView>> {
    const [timeZone, named] = await Promise.all([
      timeZoneOf(this.database, lot.accountId),
      this.names.ofResource(lot.resource),
    ]);
    return this.with(lot, lotOperatorView({ lot, timeZone, ...named }, this.apiUrl));
  }

  async ofDelivery(delivery: DeliveryView): Promise<WithOperatorView<DeliveryView>> {
    const timeZone = await timeZoneOf(this.database, delivery.accountId);
    return this.with(delivery, noticeOperatorView(delivery, timeZone, this.apiUrl));
  }

  private with<View>(view: View, operatorView: OperatorView): WithOperatorView<View> {
    return { ...view, operatorView };
  }

  /** Those that a signal may be about. The index holds the state, so that only what is listed is read. */
  private openServices(orderId: OrderId): Promise<OpenService[]> {
    return this.database.models.services
      .find({ orderId, state: { $in: OPEN_STATES } }, { lineId: 1, state: 1 })
      .sort({ purchasedAt: -1, _id: -1 })
      .limit(MOST_SERVICES)
      .lean();
  }

  /** Newest first. The index holds the type, so that only what is listed is read. */
  private lastCommands(orderId: OrderId): Promise<GivenCommand[]> {
    return this.database.models.audit
      .find(
        { orderId, type: { $in: COMMAND_TYPES }, actor: { $ne: SYSTEM.by } },
        { at: 1, type: 1, actor: 1, reason: 1, facts: 1 },
      )
      .sort({ at: -1, _id: -1 })
      .limit(MOST_COMMANDS)
      .lean();
  }
}
