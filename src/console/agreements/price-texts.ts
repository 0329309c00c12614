import { texts } from '../texts/texts.ts';

export const PRICE_TEXTS = texts(
  {
    title: 'Prices',
    explained: 'Only what differs from the catalogue. Everything else is sold at its prices.',
    add: 'Add a price',
    remove: 'Remove',
    removeOf: (product: string) => `Remove the price of ${product}`,
    product: 'Product',
    chooseProduct: 'Choose a product',
    region: 'Region',
    chooseRegion: 'Choose a region',
    amount: (currency: string) => `New price in ${currency}`,
    per: (price: string, unit: string) => `${price} per ${unit}`,
    replaces: (price: string) => `Replaces ${price} of the catalogue.`,
    replacesNone: 'The catalogue has no price for it: it can be bought under this agreement only.',
  },
  {
    title: '价格',
    explained: '仅填写与产品目录不同的价格，其余按目录价销售。',
    add: '添加价格',
    remove: '移除',
    removeOf: (product: string) => `移除 ${product} 的价格`,
    product: '产品',
    chooseProduct: '请选择产品',
    region: '区域',
    chooseRegion: '请选择区域',
    amount: (currency: string) => `协议价（${currency}）`,
    per: (price: string, unit: string) => `${price}/${unit}`,
    replaces: (price: string) => `替代目录价 ${price}。`,
    replacesNone: '目录中没有该产品的价格，仅可依据本协议购买。',
  },
);
