/** What the overview of an account says can be done (api.md §6), by the kind of remedy. */
import type { Localized } from '../domain/json.ts';

export const REMEDY_TEXTS = {
  top_up: {
    en: 'Top up {resource}: order {quantity} of "{sku}".',
    zh: '请续费{resource}：订购 {quantity}“{sku}”。',
  },
  top_up_low: {
    en: '{resource}: {available} left. Top up in time: order {quantity} of "{sku}".',
    zh: '{resource}剩余 {available}，请及时续费：订购 {quantity}“{sku}”。',
  },
  top_up_forecast: {
    en: '{resource}: {available} left, which last until about {at} at the recent rate. Order {quantity} of "{sku}".',
    zh: '{resource}剩余 {available}，按近期用量预计可用至 {at}。请订购 {quantity}“{sku}”。',
  },
  buy_software: {
    en: 'Order "{sku}" for {organization}: without it nothing can be used there.',
    zh: '请为{organization}订购“{sku}”，否则无法使用。',
  },
  sign_agreement: {
    en: 'Sign an agreement for {productLine} before order {order} can be confirmed: please contact {contact}.',
    zh: '订单 {order} 确认前需先签署{productLine}合作协议，请联系{contact}。',
  },
  confirm_order: {
    en: 'Confirm order {order} ({sum}), so that it can be paid.',
    zh: '请确认订单 {order}（{sum}），确认后即可付款。',
  },
  pay_order: { en: 'Pay order {order}: {sum}.', zh: '请支付订单 {order}：{sum}。' },
  accept_service: {
    en: 'Accept or reject "{sku}" for {organization}, which was delivered on {at}.',
    zh: '请验收或驳回{organization}的“{sku}”，交付时间：{at}。',
  },
  start_service: {
    en: 'Have "{sku}" for {organization} started before {at}; otherwise it lapses.',
    zh: '请在 {at} 前启动{organization}的“{sku}”，逾期失效。',
  },
  renew_order: {
    en: 'Renew "{sku}" with order {order}: it is paid until {at}.',
    zh: '请续订“{sku}”（订单 {order}），有效期至 {at}。',
  },
  renew_ended: {
    en: 'Renew "{sku}" with order {order}: it ended on {at}.',
    zh: '请续订“{sku}”（订单 {order}），已于 {at} 到期。',
  },
} as const satisfies Record<string, Localized>;

export type RemedyTextKey = keyof typeof REMEDY_TEXTS;
