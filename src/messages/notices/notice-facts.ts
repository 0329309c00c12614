/**
 * The facts of a notice as its sentences show them, in one language. A fact that the payload lacks is undefined, and each
 * sentence reads well without it.
 */
import type { Unit } from '../../domain/catalogue/catalogue.ts';
import type { SkuKind } from '../../domain/catalogue/sku.ts';
import { isInstant } from '../../domain/instant.ts';
import type { Json, JsonObject, Language, Localized } from '../../domain/json.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { formatMoney } from '../../domain/money.ts';
import { formatDaysAhead, formatInstant, formatUnits } from '../format.ts';

/** A SKU as notices name it. */
export interface NamedSku {
  readonly name: Localized;
  readonly kind: SkuKind;
  readonly unit: Unit;
  /** Nothing of it stays open when it is suspended. */
  readonly keepsNothing?: boolean;
}

export interface NamedResource {
  readonly name: Localized;
  readonly unit: Unit;
  /** Nothing of it stays open when it is suspended. */
  readonly keepsNothing?: boolean;
}

/** The names of the account, the scope and the products that a notice is about. */
export interface NoticeSubject {
  readonly accountName: string;
  /** IANA zone of the account, in which instants are shown. */
  readonly timeZone: string;
  /** The organization or the consortium. */
  readonly scopeName?: string | undefined;
  /** The buyer's own reference of the order. */
  readonly reference?: string | undefined;
  readonly sku?: NamedSku | undefined;
  readonly resource?: NamedResource | undefined;
  /** The SKU of the payload's `buy`. */
  readonly buy?: NamedSku | undefined;
}

export interface NoticeFacts {
  readonly account: string;
  /** Name of the organization or consortium; without one, of the account. */
  readonly holder: string;
  /** Name of the SKU, else of the resource. */
  readonly product: string;
  readonly resource: string;
  /** `order PO-1`, `订单 PO-1`. */
  readonly order: string | undefined;
  readonly units: string | undefined;
  readonly offset: string | undefined;
  readonly available: string | undefined;
  readonly threshold: string | undefined;
  readonly arrears: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly startBy: string | undefined;
  readonly expiresAt: string | undefined;
  readonly suspendsAt: string | undefined;
  readonly payUntil: string | undefined;
  readonly capturedAt: string | undefined;
  readonly deliveredAt: string | undefined;
  readonly total: string | undefined;
  readonly amount: string | undefined;
  /** `in 7 days`, `7 天后`. */
  readonly ahead: string | undefined;
  readonly reason: string | undefined;
  /** What can be ordered: `10,000 inspections (…; AIMIS-CN-CI-QTY-15Y)`. */
  readonly buy: string | undefined;
  /** True for units of a resource, false for a period of time. */
  readonly isOfUnits: boolean;
  /** True if something stays open during a suspension: stored content, or history. */
  readonly keepsSomething: boolean;
  /** True for maintenance, which starts by itself if it is not started (AMB-39). */
  readonly startsByItself: boolean;
}

const PLAIN = {
  product: { en: 'your purchase', zh: '所购产品' },
  resource: { en: 'resources', zh: '资源' },
} as const;

/** Words the payload for one language. Fields of an unexpected type are treated as missing. */
export function noticeFactsOf(payload: JsonObject, subject: NoticeSubject, language: Language): NoticeFacts {
  const { accountName, timeZone, scopeName, sku, resource } = subject;
  const text = (field: string): string | undefined => {
    const value = payload[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const instant = (field: string): string | undefined => {
    const value = text(field);
    return value === undefined || !isInstant(value) ? undefined : formatInstant(value, timeZone, language);
  };
  const units = (field: string): string | undefined => {
    const value = payload[field];
    return typeof value === 'number' && resource !== undefined
      ? formatUnits(value, resource.unit, language)
      : undefined;
  };
  const money = (field: string): string | undefined => moneyText(payload[field], language);
  const orderName = subject.reference ?? text('orderId');
  const count = payload['count'];
  const product = sku?.name[language] ?? resource?.name[language] ?? PLAIN.product[language];
  const daysBefore = payload['daysBefore'];
  return {
    account: accountName,
    holder: scopeName ?? accountName,
    product: typeof count === 'number' && count > 1 ? `${product} × ${count}` : product,
    resource: resource?.name[language] ?? PLAIN.resource[language],
    order: orderName === undefined ? undefined : `${language === 'zh' ? '订单' : 'order'} ${orderName}`,
    units: units('units') ?? units('unitsAtRisk'),
    offset: payload['offset'] === 0 ? undefined : units('offset'),
    available: units('available'),
    threshold: units('threshold'),
    arrears: units('arrears'),
    from: instant('from'),
    until: instant('until'),
    startBy: instant('startBy'),
    expiresAt: instant('expiresAt'),
    suspendsAt: instant('suspendsAt'),
    payUntil: instant('payUntil'),
    capturedAt: instant('capturedAt'),
    deliveredAt: instant('deliveredAt'),
    total: money('total'),
    amount: money('amount'),
    ahead: typeof daysBefore === 'number' ? formatDaysAhead(daysBefore, language) : undefined,
    reason: text('reason'),
    buy: buyText(payload['buy'], subject.buy, language),
    isOfUnits: text('resource') !== undefined,
    keepsSomething: (text('resource') === undefined ? sku : resource)?.keepsNothing !== true,
    startsByItself: sku?.kind === 'maintenance',
  };
}

function moneyText(value: Json | undefined, language: Language): string | undefined {
  if (!isObject(value)) return undefined;
  const { amountMinor, currency } = value;
  return typeof amountMinor === 'number' && typeof currency === 'string' && isCurrency(currency)
    ? formatMoney({ amountMinor, currency }, language)
    : undefined;
}

/** An orderable quantity with the name and SKU to order. */
function buyText(
  value: Json | undefined,
  named: NamedSku | undefined,
  language: Language,
): string | undefined {
  if (!isObject(value) || named === undefined) return undefined;
  const { sku, quantity } = value;
  if (typeof sku !== 'string' || typeof quantity !== 'number') return undefined;
  const amount = formatUnits(quantity, named.unit, language);
  return language === 'zh' ? `${amount}（${named.name.zh}，${sku}）` : `${amount} (${named.name.en}; ${sku})`;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
