import fc from 'fast-check';
import { utf8Bytes } from '../../src/domain/cut-text.ts';
import { textDifference, textFrom } from '../../src/domain/text-difference.ts';

/** As it comes out of a payload. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const bytesOf = (value: unknown): number => utf8Bytes(JSON.stringify(value));

const words = fc.constantFrom(
  'State',
  ' | ',
  '\n',
  '待付款',
  'lot_01m8q1bxmfx0h7sr3wh39r4mxv',
  '😀',
  ' ',
  'é',
);
const text = fc.oneof(
  fc.array(words, { maxLength: 60 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('whatever the two texts are, the difference leads from one to the other, also through a payload', () => {
  fc.assert(
    fc.property(text, text, (known, next) => {
      expect(textFrom(known, sent(textDifference(known, next)))).toBe(next);
    }),
    { numRuns: 2_000 },
  );
});

test('a text that is known already takes next to nothing, and what is new is sent as it is', () => {
  const known =
    '| State | waiting for payment |\n| 状态 | 待付款 |\n| Account | acc_01m8q1bxmfx0h7sr3wh39r4mxv |';
  expect(textDifference(known, known)).toEqual([[0, known.length]]);
  expect(textDifference('', 'new')).toEqual(['new']);
  expect(textDifference(known, '')).toEqual([]);
  expect(textDifference(known, known.replace('waiting for payment', 'active'))).toEqual([
    '| State | active',
    [29, known.length - 29],
  ]);
});

test('an id that a text repeats is sent once', () => {
  const id = 'pay_01m8q0p3s8nqdc0rc0gq43y7yz';
  expect(textDifference('', `paid (${id}); 已付款（${id}）`)).toEqual([
    `paid (${id}); 已付款（`,
    [6, 30],
    '）',
  ]);
});

test('no difference is much larger than the text itself', () => {
  fc.assert(
    fc.property(text, text, (known, next) => {
      expect(bytesOf(textDifference(known, next))).toBeLessThanOrEqual(bytesOf(next) + 2);
    }),
    { numRuns: 2_000 },
  );
});
