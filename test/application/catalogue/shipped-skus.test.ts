/** Every SKU of the shipped catalogue, held to what its source says of it, row by row. */
import { loadCatalogue, type LoadedCatalogue } from '../../../src/application/catalogue/load-catalogue.ts';
import type { Sku } from '../../../src/domain/catalogue/sku.ts';
import { AIMIS_CN, AIMIS_INTL, HUAWEI, IPC, type SkuFacts } from './expected-skus.ts';
import { HUAWEI_PRICE_LIST } from './huawei-price-list.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

let loaded: LoadedCatalogue;
beforeAll(async () => {
  loaded = await loadCatalogue(SHIPPED_CATALOGUE);
});

function factsOf({
  name: _name,
  rules: _rules,
  package: _package,
  productLine: _line,
  ...facts
}: Sku): SkuFacts {
  return facts;
}

describe.each([
  ['aimis-intl', AIMIS_INTL],
  ['aimis-cn', AIMIS_CN],
  ['ipc', IPC],
  ['huawei-ai', HUAWEI],
])('the product line %s', (productLine, expected) => {
  it('has no SKU but those of its source', () => {
    const skus = loaded.definitions.skus.filter((sku) => sku.productLine === productLine);
    expect(skus.map(({ sku }) => sku)).toEqual(expected.map(({ sku }) => sku));
  });

  it.each(expected.map((facts) => [facts.sku, facts] as const))(
    'sells %s as its source says',
    (sku, facts) => {
      expect(factsOf(loaded.definitions.skus.find((known) => known.sku === sku)!)).toEqual(facts);
    },
  );
});

it('each product line has its currency, and asks for an agreement or does not (AMB-31)', () => {
  const lines = loaded.definitions.productLines.map(({ productLine, currency, agreement, policies }) => [
    productLine,
    currency,
    agreement.required,
    policies.values.licenceScope,
  ]);
  expect(lines.sort()).toEqual([
    ['aimis-cn', 'CNY', true, 'organization'],
    ['aimis-intl', 'USD', true, 'consortium'],
    ['huawei-ai', 'USD', false, undefined],
    ['ipc', 'USD', false, undefined],
  ]);
});

it('Huawei prices are those of the list, region by region (GV-38)', () => {
  const sums = [0, 1].map((column) => HUAWEI_PRICE_LIST.reduce((sum, { usd }) => sum + usd[column]!, 0));
  expect(sums).toEqual([7_626_000, 11_334_000]);
  const published = loaded.publishedPrices.filter(({ sku }) => sku.startsWith('HW-'));
  expect(published).toEqual(
    HUAWEI_PRICE_LIST.flatMap(({ sku, usd }) =>
      usd.map((dollars, column) => ({
        sku,
        region: `outside-china-${column + 1}`,
        amountMinor: dollars * 100,
        currency: 'USD',
        perQuantity: 1,
      })),
    ),
  );
});

it('pre-consultation prices are those of its source', () => {
  const published = loaded.publishedPrices.filter(({ sku }) => sku.startsWith('IPC-'));
  const dollars = published.map(({ sku, amountMinor, currency, perQuantity }) => [
    sku,
    amountMinor / 100,
    currency,
    perQuantity,
  ]);
  expect(dollars).toEqual([
    ['IPC-SW-PRECONSULT', 5_900, 'USD', 1],
    ['IPC-SW-PREVISIT', 70_000, 'USD', 1],
    ['IPC-SW-ANALYSIS', 27_000, 'USD', 1],
    ['IPC-SW-RECOMMEND', 13_500, 'USD', 1],
    ['IPC-SW-SUMMARY', 13_500, 'USD', 1],
    ['IPC-RP-KNOWLEDGE', 50_000, 'USD', 1],
    ['IPC-SVC-DEPLOY', 70_000, 'USD', 1],
  ]);
});

describe('names', () => {
  it('are there in English and in Chinese, each once within a product line', () => {
    for (const { productLine } of loaded.definitions.productLines) {
      const names = loaded.definitions.skus
        .filter((sku) => sku.productLine === productLine)
        .map(({ name }) => name);
      for (const { en, zh } of names) {
        expect(en).not.toMatch(/\p{Script=Han}/u);
        expect(zh).toMatch(/\p{Script=Han}/u);
      }
      expect(new Set(names.map(({ en }) => en)).size).toBe(names.length);
      expect(new Set(names.map(({ zh }) => zh)).size).toBe(names.length);
    }
  });

  it('D-028, D-029: of Huawei services are those of the list, with the tier or the unit (AMB-37)', () => {
    const names = loaded.definitions.skus
      .filter(({ productLine }) => productLine === 'huawei-ai')
      .map(({ name }) => name.en);
    expect(names).toEqual(
      HUAWEI_PRICE_LIST.map(
        ({ service, tier, unit }) =>
          `${service} - ${tier ?? `per ${unit === 'model' ? 'Model' : 'Application'}`}`,
      ),
    );
  });

  it('B-051, B-060: of features and modes are there in both languages, in the Chinese of the source', () => {
    const named = (productLine: string, what: 'features' | 'modes') => {
      const line = loaded.definitions.productLines.find((one) => one.productLine === productLine)!;
      return Object.values(line[what]).map(({ zh }) => zh);
    };
    expect(named('aimis-cn', 'features').slice(0, 8)).toEqual([
      '检查管理',
      '报告管理',
      '基础影像浏览',
      '机构管理',
      '用户管理',
      '云胶片配置',
      '通知管理',
      '患者影像档案',
    ]);
    expect(named('aimis-cn', 'modes')).toEqual(['本地交付', '远程交付', '本地巡检', '远程维保']);
    expect(named('aimis-intl', 'modes')).toHaveLength(5);
    expect(named('ipc', 'features')).toHaveLength(6);
  });

  it('of Chinese software and services are those of its source', () => {
    const zh = Object.fromEntries(loaded.definitions.skus.map(({ sku, name }) => [sku, name.zh]));
    expect(zh).toMatchObject({
      'AIMIS-CN-AI-ONETIME-PNEUMONIA': '肺炎 AI（一次性购买）',
      'AIMIS-CN-AI-ONETIME-COLORECTAL': '结直肠 AI（一次性购买）',
      'AIMIS-CN-SW-OPT-3D': '三维重建',
      'AIMIS-CN-SW-OPT-RCONSULT': '远程会诊',
      'AIMIS-CN-SW-OPT-RWARD': '远程查房',
      'AIMIS-CN-SW-OPT-RTEACH': '远程示教',
      'AIMIS-CN-SW-OPT-IMGQC': '影像质控',
      'AIMIS-CN-SW-OPT-LOGAUDIT': '日志审计',
      'AIMIS-CN-SVC-DELIVERY': '交付服务',
      'AIMIS-CN-SVC-MAINT': '维保服务',
      'AIMIS-CN-SVC-CUSTOM': '定开服务',
    });
  });
});
