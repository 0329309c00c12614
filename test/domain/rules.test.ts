import { isRuleId, RULE_IDS, ruleOf } from '../../src/domain/rules.ts';
import { RULE_SOURCES } from '../../src/domain/rules/rule.ts';

describe('the table of rules', () => {
  it('states every rule in both languages and names its source', () => {
    for (const id of RULE_IDS) {
      const { statement, source } = ruleOf(id);
      expect(statement.en).toMatch(/^[A-Z0-9].*\.$/);
      expect(statement.zh).toMatch(/。$/);
      expect(RULE_SOURCES).toHaveProperty(source);
    }
  });

  it('takes each id from the document it names', () => {
    expect(ruleOf('R-INTL-17').source).toBe('aimis-intl');
    expect(ruleOf('R-HW-01').source).toBe('huawei-ai');
    expect(ruleOf('AMB-08').source).toBe('resolution');
    expect(ruleOf('§8.2').source).toBe('product');
  });

  it('knows no other ids', () => {
    expect(['R-INTL-17', 'R-INTL-99', 'toString', ''].map(isRuleId)).toEqual([true, false, false, false]);
  });
});
