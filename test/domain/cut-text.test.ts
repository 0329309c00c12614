import fc from 'fast-check';
import { cutAtLine, utf8Bytes } from '../../src/domain/cut-text.ts';

const text = fc.array(fc.string({ unit: 'grapheme' })).map((lines) => lines.join('\n'));

test('bytes are those of UTF-8', () => {
  fc.assert(fc.property(text, (given) => expect(utf8Bytes(given)).toBe(Buffer.byteLength(given))));
});

test('a text is cut between two lines, fits, and says that something is missing', () => {
  expect(cutAtLine('云检查\n余量\n停服', 100)).toBe('云检查\n余量\n停服');
  expect(cutAtLine('云检查\n余量\n停服', 19)).toBe('云检查\n…');
  expect(cutAtLine('云检查', 5)).toBe('…');
  fc.assert(
    fc.property(text, fc.integer({ min: 3, max: 200 }), (given, bytes) => {
      const cut = cutAtLine(given, bytes);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      if (cut !== given) expect(`${given}\n`.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});
