/** What an operator reads about a list of prices, of the catalogue or of an agreement. */
import type { PriceViolationCode } from '../../domain/catalogue/price-violations.ts';
import type { ViolationText } from './violation-text.ts';

export const PRICE_VIOLATION_TEXTS = {
  unknown_sku: {
    message: { en: 'The catalogue has no SKU {sku}.', zh: '目录中没有 SKU {sku}。' },
    remedy: { en: 'Use a code of GET /v1/catalogue.', zh: '请使用 GET /v1/catalogue 中的编码。' },
  },
  other_product_line: {
    message: {
      en: '{sku} is of {productLine}, which the agreement does not cover.',
      zh: '{sku} 属于 {productLine}，不在协议范围内。',
    },
    remedy: {
      en: 'Add the product line to the agreement or leave the price out.',
      zh: '请将该产品线加入协议，或去掉该价格。',
    },
  },
  not_a_price: {
    message: {
      en: 'This must be a whole number above 0 and below 2^53.',
      zh: '此处必须是大于 0 且小于 2^53 的整数。',
    },
    remedy: { en: 'Give minor units: 1.20 is 120.', zh: '请使用最小货币单位：1.20 写作 120。' },
  },
  wrong_currency: {
    message: { en: '{productLine} is sold in {currency}.', zh: '{productLine} 以{currency}销售。' },
    remedy: { en: 'Give the price in {currency}.', zh: '请以{currency}给出价格。' },
  },
  region_required: {
    message: { en: 'Prices of {productLine} depend on the region.', zh: '{productLine} 的价格按区域划分。' },
    remedy: { en: 'Name one of the regions: {regions}.', zh: '请指定区域之一：{regions}。' },
  },
  unknown_region: {
    message: {
      en: '{productLine} has no price region {region}.',
      zh: '{productLine} 没有价格区域 {region}。',
    },
    remedy: { en: 'Name one of the regions: {regions}.', zh: '请指定区域之一：{regions}。' },
  },
  region_not_used: {
    message: {
      en: 'Prices of {productLine} do not depend on a region.',
      zh: '{productLine} 的价格不按区域划分。',
    },
    remedy: { en: 'Leave the region out.', zh: '请去掉区域。' },
  },
  repeated_price: {
    message: { en: 'The list has two prices for {sku}.', zh: '列表中 {sku} 有两个价格。' },
    remedy: { en: 'Give one price for each SKU and region.', zh: '每个 SKU 与区域只给一个价格。' },
  },
} as const satisfies Readonly<Record<PriceViolationCode, ViolationText>>;
