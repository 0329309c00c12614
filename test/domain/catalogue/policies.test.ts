import {
  findProductLine,
  type Catalogue,
  type CatalogueDefinitions,
} from '../../../src/domain/catalogue/catalogue.ts';
import {
  ORDER_POLICIES,
  OVERRIDABLE_POLICIES,
  POLICIES,
  POLICY_DEFAULTS,
  POOL_POLICIES,
} from '../../../src/domain/catalogue/policies.ts';
import { overridableValuesOf } from '../../../src/domain/catalogue/overridable-values.ts';
import { orderPoliciesOf, poolPoliciesOf } from '../../../src/domain/catalogue/policy-set.ts';
import { readPolicies } from '../../../src/domain/catalogue/policy-values.ts';
import type { Json } from '../../../src/domain/json.ts';
import { shippedCatalogue } from '../../application/catalogue/shipped-catalogue.ts';

describe('what an agreement may override', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await shippedCatalogue();
  });
  const valuesOf = (code: string, definitions: CatalogueDefinitions = catalogue) =>
    overridableValuesOf(definitions, findProductLine(definitions, code)!);

  it('has the values of the line and of its pools', () => {
    expect(valuesOf('aimis-intl')).toEqual({
      extendOnLateCredit: true,
      reminderDays: [30, 7, 1],
      licenceScope: 'consortium',
      validitySuspends: 'feature',
      acceptanceProof: 'named',
      graceHours: 24,
      resumeRequires: 1,
      overdraftCap: null,
      usageNeedsBasic: false,
    });
    expect(valuesOf('aimis-cn').licenceScope).toBe('organization');
  });

  it('lacks what a line without pools does not have', () => {
    expect(valuesOf('ipc')).not.toHaveProperty('overdraftCap');
  });

  it('lacks what differs between the pools of a line', () => {
    const [first, ...others] = catalogue.resources;
    const policies = { version: '2', values: { ...first!.policies.values, resumeRequires: 5 } };
    const changed = { ...catalogue, resources: [{ ...first!, policies }, ...others] };
    expect(valuesOf('aimis-intl', changed)).not.toHaveProperty('resumeRequires');
    expect(valuesOf('aimis-intl', changed)).toHaveProperty('overdraftCap', null);
  });
});

describe('policies in force', () => {
  it('are the defaults, then the product line, then the agreement', () => {
    const line = { version: 'line-1', values: { paymentWindowDays: 3, reminderDays: [14] } };
    const agreement = { version: 'agr_1', values: { reminderDays: [60, 30] } };
    expect(orderPoliciesOf(line, agreement)).toEqual({
      version: 'line-1+agr_1',
      values: {
        paymentWindowDays: 3,
        creditWarningHours: 20,
        creditBreachHours: 24,
        extendOnLateCredit: true,
        reminderDays: [60, 30],
        licenceScope: 'organization',
        validitySuspends: 'feature',
        acceptanceProof: 'named',
        graceHours: 24,
      },
    });
  });

  it('of an order and of a pool are those that are declared for them, and together all', () => {
    const layer = { version: '1', values: {} };
    expect(Object.keys(orderPoliciesOf(layer).values).sort()).toEqual([...ORDER_POLICIES].sort());
    expect(Object.keys(poolPoliciesOf(layer).values).sort()).toEqual([...POOL_POLICIES].sort());
    expect(new Set([...ORDER_POLICIES, ...POOL_POLICIES])).toEqual(new Set(Object.keys(POLICIES)));
  });

  it('may be overridden by agreement as agreed', () => {
    expect([...OVERRIDABLE_POLICIES].sort()).toEqual(
      [
        'acceptanceProof',
        'overdraftCap',
        'resumeRequires',
        'extendOnLateCredit',
        'graceHours',
        'reminderDays',
        'licenceScope',
        'usageNeedsBasic',
        'validitySuspends',
      ].sort(),
    );
  });

  it('of the international edition own licences by consortium, of the Chinese one by organization (AMB-02)', async () => {
    const { productLines } = await shippedCatalogue();
    const scopes = productLines.map(({ productLine, policies }) => [
      productLine,
      orderPoliciesOf(policies).values.licenceScope,
    ]);
    expect(Object.fromEntries(scopes)).toMatchObject({
      'aimis-intl': 'consortium',
      'aimis-cn': 'organization',
    });
  });
});

describe('reading policy values', () => {
  it('takes every default as it is', () => {
    const { values, violations } = readPolicies(
      { ...POLICY_DEFAULTS },
      [...ORDER_POLICIES, ...POOL_POLICIES],
      'overrides',
    );
    expect(violations).toEqual([]);
    expect(values).toEqual(POLICY_DEFAULTS);
  });

  it.each<[string, Json]>([
    ['graceHours', 0],
    ['graceHours', '24'],
    ['graceHours', 1.5],
    ['graceHours', null],
    ['overdraftCap', -1],
    ['extendOnLateCredit', 'yes'],
    ['reminderDays', [1, 7, 30]],
    ['reminderDays', [7, 7]],
    ['reminderDays', 7],
    ['reminderDays', [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['licenceScope', 'account'],
    ['validitySuspends', 'everything'],
  ])('refuses %s = %j, saying what it must be', (name, value) => {
    const { values, violations } = readPolicies({ [name]: value }, OVERRIDABLE_POLICIES, 'overrides');
    expect(values).toEqual({});
    expect(violations).toMatchObject([{ path: `overrides.${name}`, code: 'wrong_policy_value' }]);
  });

  it.each(['paymentWindowDays', 'nonsense', 'toString', '__proto__'])(
    'refuses %s, which an agreement cannot change',
    (name) => {
      const given = Object.fromEntries([[name, 1]]);
      expect(readPolicies(given, OVERRIDABLE_POLICIES, 'overrides').violations).toMatchObject([
        { code: 'unknown_policy' },
      ]);
    },
  );

  it('takes null for a cap that is lifted', () => {
    expect(readPolicies({ overdraftCap: null }, OVERRIDABLE_POLICIES, 'overrides')).toEqual({
      values: { overdraftCap: null },
      violations: [],
    });
  });
});
