import fc from 'fast-check';
import { cutToBytes, fairnessKeyOf } from '../../src/temporal/text-limits.ts';

test('a text is cut to bytes between two characters', () => {
  expect(cutToBytes('云检查', 8)).toBe('云检');
  expect(cutToBytes('🏥🏥', 7)).toBe('🏥');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(100), (text, bytes) => {
      const cut = cutToBytes(text, bytes);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      // A character cut in two would be decoded as another one.
      expect(text.startsWith(cut)).toBe(true);
    }),
  );
});

test('fairness keys of long names are short enough and still differ', () => {
  const team = '华东区医疗影像云平台大客户销售一部第一小组组';
  expect(Buffer.byteLength(team)).toBeGreaterThan(64);
  for (const name of [team, `${team}二`, 'latam'])
    expect(Buffer.byteLength(fairnessKeyOf(name))).toBeLessThanOrEqual(64);
  expect(fairnessKeyOf(team)).not.toBe(fairnessKeyOf(`${team}二`));
  expect(fairnessKeyOf('latam')).toBe('latam');
});
