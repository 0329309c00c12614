/** What every text for people must hold: no machine words, no places left unfilled, one language. */

const MACHINE_WORDS: readonly (readonly [string, RegExp])[] = [
  ['an unfilled place', /[{}]|undefined|null|NaN|\[object/],
  ['a machine instant', /\d{4}-\d{2}-\d{2}(T|$|[^\d-])/],
  ['an enum value', /\b[a-z]+_[a-z_]+\b/],
  ['a field name', /\b[a-z]+[A-Z][A-Za-z]*\b/],
  ['a dotted name', /\b[a-z]+\.[a-z_]+\b/],
  ['doubled blanks or marks', / {2}|[。，；]{2}|\.\.| [,.;]|：：|（）|\(\)/],
];

/** What is wrong with a text; empty where nothing is. `names` are left out of the check: products, people, codes. */
export function flawsOf(text: string, language: 'en' | 'zh', names: readonly string[] = []): string[] {
  let words = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) words = words.replaceAll(name, '·');
  const flaws = MACHINE_WORDS.flatMap(([what, pattern]) => {
    const found = pattern.exec(words);
    return found === null ? [] : [`${what}: ${JSON.stringify(found[0])} in ${text}`];
  });
  if (text.trim() === '') flaws.push('an empty text');
  if (text !== text.trim()) flaws.push(`blanks at an end of ${JSON.stringify(text)}`);
  const foreign = language === 'zh' ? /[A-Za-z]{2,}/.exec(words) : /[\u4e00-\u9fff，。；：]/.exec(words);
  if (foreign !== null) flaws.push(`another language: ${JSON.stringify(foreign[0])} in ${text}`);
  if (language === 'en' && /^[a-z]/.test(words)) flaws.push(`a small letter at the head of ${text}`);
  return flaws;
}
