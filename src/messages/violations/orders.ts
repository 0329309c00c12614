/** What a buyer reads about an order that breaks a rule (rules §8.2). */
import type { OrderViolationKey } from '../../domain/orders/checks/violations.ts';
import type { ViolationText } from './violation-text.ts';

export const ORDER_VIOLATION_TEXTS = {
  unknown_sku: {
    message: { en: 'The catalogue has no SKU {sku}.', zh: '目录中没有 SKU {sku}。' },
    remedy: { en: 'Choose a product of the catalogue.', zh: '请选择目录中的产品。' },
  },
  unpriced: {
    message: { en: '{sku} has no price.', zh: '{sku} 尚无价格。' },
    remedy: {
      en: 'Please contact {contact} for a price.',
      zh: '请联系{contact}获取价格。',
    },
  },
  offline_only: {
    message: { en: '{sku} is not sold online.', zh: '{sku} 不支持线上购买。' },
    remedy: {
      en: 'Please contact {contact} to order it offline, under an agreement.',
      zh: '请联系{contact}依据协议线下下单。',
    },
  },
  offline_needs_operator: {
    message: {
      en: '{sku} is ordered by an operator who names the agreement.',
      zh: '{sku} 须由运营人员下单并注明协议。',
    },
    remedy: {
      en: 'Have an operator place the order and name the agreement.',
      zh: '请由运营人员填写协议后下单。',
    },
  },
  below_minimum: {
    message: { en: '{given} is below the minimum of {minimum}.', zh: '{given} 低于起售数量 {minimum}。' },
    remedy: { en: 'Order at least {minimum}.', zh: '请至少订购 {minimum}。' },
  },
  term_below_minimum: {
    message: {
      en: 'A term of {given} is below the minimum of {minimum}.',
      zh: '期限 {given} 低于最短期限 {minimum}。',
    },
    remedy: { en: 'Choose a term of at least {minimum}.', zh: '请选择不短于 {minimum} 的期限。' },
  },
  above_maximum: {
    message: { en: '{given} is above the maximum of {maximum}.', zh: '{given} 超过上限 {maximum}。' },
    remedy: { en: 'Order at most {maximum} in one line.', zh: '每行最多订购 {maximum}。' },
  },
  term_above_maximum: {
    message: {
      en: 'A term of {given} is above the maximum of {maximum}.',
      zh: '期限 {given} 超过上限 {maximum}。',
    },
    remedy: { en: 'Choose a term of at most {maximum}.', zh: '请选择不超过 {maximum} 的期限。' },
  },
  paid_too_far_ahead: {
    message: {
      en: '{name} would be paid through {until}; the latest possible date is {latest}.',
      zh: '购买后{name}的有效期将延续至 {until}，最晚不得超过 {latest}。',
    },
    remedy: { en: 'Choose a shorter term, or buy it later.', zh: '请缩短期限，或日后再购买。' },
  },
  amount_too_large: {
    message: { en: 'The amount exceeds the maximum of an order.', zh: '金额超出订单可容纳的范围。' },
    remedy: { en: 'Split it into several orders.', zh: '请拆分为多张订单。' },
  },
  not_a_multiple: {
    message: { en: '{given} is not a multiple of {step}.', zh: '{given} 不是 {step} 的整数倍。' },
    remedy: { en: 'Order {choices}.', zh: '请订购 {choices}。' },
  },
  not_an_integer: {
    message: { en: '{given} is not a whole number.', zh: '{given} 不是整数。' },
    remedy: { en: 'Enter a whole number.', zh: '请填写整数。' },
  },
  term_not_an_integer: {
    message: { en: 'A term of {given} is not a whole number.', zh: '期限 {given} 不是整数。' },
    remedy: { en: 'Enter whole years or months.', zh: '请填写整年数或整月数。' },
  },
  term_required: {
    message: { en: '{sku} is sold for a term.', zh: '{sku} 按期限销售。' },
    remedy: { en: 'Specify the term by the {unit}.', zh: '请按{unit}注明期限。' },
  },
  term_unit_not_offered: {
    message: { en: '{sku} is not sold by the {given}.', zh: '{sku} 不按{given}销售。' },
    remedy: { en: 'Specify the term by the {unit}.', zh: '请按{unit}注明期限。' },
  },
  term_not_offered: {
    message: { en: '{sku} is not sold for a term.', zh: '{sku} 不按期限销售。' },
    remedy: { en: 'Omit the term.', zh: '请去掉期限。' },
  },
  storage_not_offered: {
    message: {
      en: '{sku} comes with {years} years of storage and no other term.',
      zh: '{sku} 的存储时长固定为 {years} 年。',
    },
    remedy: { en: 'Omit the term, or choose another SKU.', zh: '请去掉期限，或选择其他 SKU。' },
  },
  region_not_sellable: {
    message: {
      en: '{productLine} is not sold in this country or region: {country}.',
      zh: '{productLine}不在该国家或地区（{country}）销售。',
    },
    remedy: { en: 'Please contact {contact}.', zh: '请联系{contact}。' },
  },
  basic_required: {
    message: {
      en: '{sku} needs {required} for the same {scope}.',
      zh: '{sku} 需要同一{scope}具备 {required}。',
    },
    remedy: {
      en: 'Add {required} to the order for the same {scope}.',
      zh: '请在订单中为同一{scope}加入 {required}。',
    },
  },
  zero_total: {
    message: { en: 'The order total is 0.', zh: '订单总额为 0。' },
    remedy: {
      en: 'Order more, or ask sales for a price that can be charged.',
      zh: '请增加订购数量，或联系销售确认可收取的价格。',
    },
  },
  mixed_currency: {
    message: {
      en: '{sku} is sold in {currency}, but the order is in {orderCurrency}.',
      zh: '{sku} 以{currency}销售，而订单币种为{orderCurrency}。',
    },
    remedy: { en: 'Place a separate order for it.', zh: '请另行下单。' },
  },
  mixed_product_lines: {
    message: {
      en: '{sku} belongs to {productLine}, but the order is for {orderLine}.',
      zh: '{sku} 属于{productLine}，而订单为{orderLine}。',
    },
    remedy: { en: 'Place a separate order for it.', zh: '请另行下单。' },
  },
  terms_not_accepted: {
    message: { en: 'The terms were not accepted.', zh: '未勾选条款。' },
    remedy: {
      en: 'Have the buyer read and accept the terms.',
      zh: '请由购买方阅读并接受条款。',
    },
  },
  terms_outdated: {
    message: {
      en: 'The accepted terms are not the current version.',
      zh: '所勾选的条款不是当前版本。',
    },
    remedy: {
      en: 'Have the buyer read and accept version {current}.',
      zh: '请由购买方阅读并接受条款版本 {current}。',
    },
  },
  organization_required: {
    message: {
      en: '{sku} is for one organization, but none was specified.',
      zh: '{sku} 仅限一家机构使用，但未注明机构。',
    },
    remedy: { en: 'Specify the organization.', zh: '请注明使用机构。' },
  },
  unknown_organization: {
    message: { en: '{given} is not an organization of the account.', zh: '{given} 不是该账户的机构。' },
    remedy: { en: 'Specify an organization of the account.', zh: '请注明该账户的机构。' },
  },
  scope_required: {
    message: {
      en: 'The licence {sku} covers one {scope}, but none was specified.',
      zh: '授权 {sku} 仅限一个{scope}，但未注明{scope}。',
    },
    remedy: { en: 'Specify the {scope}.', zh: '请注明所授权的{scope}。' },
  },
  unknown_scope: {
    message: { en: '{given} is not a {scope} of the account.', zh: '{given} 不是该账户的{scope}。' },
    remedy: { en: 'Specify a {scope} of the account.', zh: '请注明该账户下的{scope}。' },
  },
  already_licensed: {
    message: {
      en: 'The {scope} already has the perpetual licence {sku}.',
      zh: '该{scope}已拥有永久授权 {sku}。',
    },
    remedy: { en: 'Remove the line: one licence is sufficient.', zh: '请去掉该行，一份授权即可。' },
  },
} as const satisfies Readonly<Record<OrderViolationKey, ViolationText>>;
