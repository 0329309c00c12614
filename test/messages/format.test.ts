import {
  chineseZoneName,
  formatDate,
  formatDaysAhead,
  formatInstant,
  formatList,
  formatUnits,
} from '../../src/messages/format.ts';

const UNIT = { en: { one: 'inspection', many: 'inspections' }, zh: '例次' };

describe('texts for people', () => {
  it('show instants as the clocks of the zone show them', () => {
    const at = '2026-03-09T01:00:00.000Z';
    expect(formatInstant(at, 'Asia/Singapore', 'en')).toBe('9 March 2026, 09:00 (Asia/Singapore)');
    expect(formatInstant(at, 'Asia/Shanghai', 'zh')).toBe('2026年3月9日 09:00');
    expect(['Asia/Shanghai', 'Asia/Kolkata', 'UTC'].map((zone) => chineseZoneName(zone, at))).toEqual([
      '北京时间',
      'GMT+5:30',
      'GMT',
    ]);
    expect(formatInstant('2025-12-31T23:30:59.999Z', 'Asia/Kolkata', 'zh')).toBe('2026年1月1日 05:00');
    expect(formatDate('2026-03-09', 'en')).toBe('9 March 2026');
    expect(formatDate('2026-12-31', 'zh')).toBe('2026年12月31日');
  });

  it.each([
    [1, '1 inspection', '1 例次'],
    [950, '950 inspections', '950 例次'],
    [9_999, '9,999 inspections', '9,999 例次'],
    [10_000, '10,000 inspections', '1 万例次'],
    [10_001, '10,001 inspections', '10,001 例次'],
    [125_000, '125,000 inspections', '12.5 万例次'],
    [1_234_500, '1,234,500 inspections', '123.45 万例次'],
  ])('count %i exactly, with its unit', (count, en, zh) => {
    expect([formatUnits(count, UNIT, 'en'), formatUnits(count, UNIT, 'zh')]).toEqual([en, zh]);
  });

  it('join names into a list', () => {
    expect(formatList([], 'en')).toBe('');
    expect(formatList(['A'], 'en')).toBe('A');
    expect(formatList(['A', 'B', 'C'], 'en')).toBe('A, B and C');
    expect(formatList(['A', 'B'], 'en', { lastWord: 'or' })).toBe('A or B');
    expect(formatList(['甲', '乙', '丙'], 'zh')).toBe('甲、乙、丙');
  });

  it('count the days ahead', () => {
    expect([formatDaysAhead(1, 'en'), formatDaysAhead(7, 'en'), formatDaysAhead(1, 'zh')]).toEqual([
      'in 1 day',
      'in 7 days',
      '1 天后',
    ]);
  });
});
