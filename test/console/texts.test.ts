/** Texts of the console: complete in both languages by type, and seen as such in the pseudo-language. */
import { languageOf, pseudoText, texts, textsIn } from '../../src/console/texts/texts.ts';

const THINGS = texts(
  { title: 'Things', found: (count: number) => `${count} found`, state: { open: 'Open' } },
  { title: '物品', found: (count: number) => `找到 ${count} 个`, state: { open: '未结' } },
);

test('a text that only one language has does not compile', () => {
  // @ts-expect-error A text is missing in Chinese.
  texts({ title: 'Things', hint: 'Look' }, { title: '物品' });
  // @ts-expect-error A text is missing in English.
  texts({ title: 'Things' }, { title: '物品', hint: '查看' });
  // @ts-expect-error A nested text is missing in Chinese.
  texts({ state: { open: 'Open', closed: 'Closed' } }, { state: { open: '未结' } });
  // @ts-expect-error The Chinese text takes another fact.
  texts({ found: (count: number) => `${count} found` }, { found: (name: string) => `找到 ${name}` });
  expect(textsIn(THINGS, 'zh').state.open).toBe('未结');
});

test('each text is shown in the chosen language, and facts are filled in', () => {
  expect(textsIn(THINGS, 'en').found(3)).toBe('3 found');
  expect(textsIn(THINGS, 'zh').found(3)).toBe('找到 3 个');
});

test('the pseudo-language marks and lengthens every text, also nested and filled ones', () => {
  const pseudo = textsIn(THINGS, 'pseudo');
  expect(pseudo.title).toBe('[Thïngs øøø]');
  expect(pseudo.found(3)).toBe('[3 föünd øøø]');
  expect(pseudo.state.open).toBe(pseudoText('Open'));
  expect(textsIn(THINGS, 'pseudo')).toBe(pseudo);
  expect(languageOf('pseudo')).toBe('en');
});
