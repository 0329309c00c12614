/**
 * Texts that people read, by concept and in every language. A text that has no Chinese does not compile, and no component
 * contains a text of its own: in the pseudo-language, which tests use, any other text is seen at once.
 */

/** Languages that the product speaks. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a page can be shown in: a language, or marked and lengthened English for tests. */
export type ShownLanguage = Language | 'pseudo';

type Text = string | ((...facts: never[]) => string);
export interface TextTree {
  readonly [name: string]: Text | TextTree;
}

/** The same names, with functions of the same facts. */
type SameTexts<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...facts: infer Facts) => string
      ? (...facts: Facts) => string
      : SameTexts<T[Name]>;
};

/** The texts of one concept. */
export type Texts<T> = Readonly<Record<Language, SameTexts<T>>>;

/** Declares texts. Neither language may lack or add one. */
export function texts<const T extends TextTree>(en: T, zh: SameTexts<NoInfer<T>>): Texts<T> {
  // The compiler cannot know that a tree of texts has the same texts as itself.
  return { en: en as unknown as SameTexts<T>, zh };
}

/** The language of a page that is shown in `shown`, for its `lang` attribute and for the API. */
export function languageOf(shown: ShownLanguage): Language {
  return shown === 'pseudo' ? 'en' : shown;
}

/** Pseudo-texts are made once, so that components get the same object each time. */
const pseudoTexts = new WeakMap<object, unknown>();

/** The texts in the shown language. */
export function textsIn<T>(all: Texts<T>, shown: ShownLanguage): SameTexts<T> {
  if (shown !== 'pseudo') return all[shown];
  const made = pseudoTexts.get(all) ?? pseudoTree(all.en);
  pseudoTexts.set(all, made);
  return made as SameTexts<T>;
}

function pseudoTree(tree: TextTree): TextTree {
  return Object.fromEntries(Object.entries(tree).map(([name, text]) => [name, pseudo(text)]));
}

function pseudo(text: Text | TextTree): Text | TextTree {
  if (typeof text === 'string') return pseudoText(text);
  if (typeof text === 'function') return (...facts: never[]) => pseudoText(text(...facts));
  return pseudoTree(text);
}

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'Ë',
  O: 'Ö',
};

/** How much longer translations may be. */
const LONGER = 0.4;
const FILLER = 'øøøøøøø ';

/** `[Ördërs øøø]`: marked, still readable, and 40 % longer, as translations often are. */
export function pseudoText(text: string): string {
  const accented = text.replace(/[aeiouAEO]/g, (letter) => ACCENTED[letter] ?? letter);
  const more = Math.ceil(text.length * LONGER);
  return `[${accented} ${FILLER.repeat(Math.ceil(more / FILLER.length))
    .slice(0, more)
    .trim()}]`;
}
