import { isRuleId, RULE_IDS, sourceOf } from '../../src/domain/rules.ts';

describe('the ids of rules', () => {
  it('number every rule of each source, without a gap', () => {
    const counts = new Map<string, number>();
    for (const id of RULE_IDS) counts.set(sourceOf(id), (counts.get(sourceOf(id)) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'aimis-intl': 58,
      'aimis-cn': 52,
      ipc: 32,
      'huawei-ai': 11,
      resolution: 56,
      product: 18,
    });
    expect(RULE_IDS).toEqual(
      expect.arrayContaining(['R-INTL-01', 'R-CN-52', 'R-HW-11', 'AMB-56', '§8.1', '§8.18']),
    );
  });

  it('name their source', () => {
    expect(sourceOf('R-INTL-17')).toBe('aimis-intl');
    expect(sourceOf('AMB-08')).toBe('resolution');
    expect(sourceOf('§8.2')).toBe('product');
  });

  it('are no others', () => {
    const others = ['R-INTL-00', 'R-INTL-59', 'R-INTL-1', 'AMB-57', '§8.19', '§8.02', 'toString', ''];
    expect(others.filter(isRuleId)).toEqual([]);
  });
});
