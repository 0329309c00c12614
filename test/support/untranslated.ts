/**
 * What a page in the pseudo-language says that is no text of the console. Texts of the console are in brackets there; all
 * else must be data that the API responded with, or a number, a time or an amount.
 */
import type { Page } from 'playwright-core';

/** Remembers all texts that the API responds with to a page. */
export function rememberData(page: Page): Set<string> {
  const data = new Set<string>();
  page.on('response', (response) => {
    if (!(response.headers()['content-type'] ?? '').includes('json')) return;
    response.json().then(
      (body: unknown) => collect(body, data),
      // The page was left before the body arrived.
      () => undefined,
    );
  });
  return data;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value.replace(/\s+/g, ' ').trim());
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      // Facts are shown by their names in the API.
      found.add(name);
      collect(part, found);
    }
  }
}

/** Times and amounts as the console writes them in English, and names of zones, countries and languages. */
const FORMATTED = [
  /\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}(, \d\d:\d\d)?/g,
  /\b[A-Z]{2,3}[$¥€£]/g,
  /\b(GMT|UTC)([+-]\d+(:\d\d)?)?/g,
  /\b\d+ (days?|hours?|minutes?)\b/g,
  /\b(kB|MB)\b/g,
  // Joins the entries of a list.
  /\band\b/g,
];

/** Texts that people see or hear, with what is not of the console left over. */
export async function untranslatedOn(page: Page, data: ReadonlySet<string>): Promise<string[]> {
  const [seen, names] = await Promise.all([
    page.evaluate<string[]>(TEXTS_OF_PAGE),
    page.evaluate<string[]>(NAMES_OF_BROWSER),
  ]);
  const known = [...data, ...names].filter((text) => /\p{L}/u.test(text)).sort((a, b) => b.length - a.length);
  return [...new Set(seen.map((text) => text.replace(/\s+/g, ' ').trim()))].filter((text) =>
    /\p{L}/u.test(withoutKnown(text, known)),
  );
}

function withoutKnown(text: string, known: readonly string[]): string {
  let left = text;
  // Texts can contain others.
  for (let outer = ''; outer !== left;) {
    outer = left;
    left = left.replace(/\[[^[\]]*\]/g, ' ');
  }
  for (const part of known) {
    if (!/\p{L}/u.test(left)) break;
    left = left.replaceAll(part, ' ');
  }
  for (const pattern of FORMATTED) left = left.replace(pattern, ' ');
  return left;
}

/** Runs in the page: texts of its elements, and what screen readers say instead. */
const TEXTS_OF_PAGE = `(() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement.closest('script, style, noscript, pre, kbd, option[lang]') === null)
      texts.push(node.textContent);
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const element of document.querySelectorAll('[' + name + ']')) texts.push(element.getAttribute(name));
  return texts;
})()`;

/** Runs in the page: names of countries and time zones, and languages, which call themselves by their own names. */
const NAMES_OF_BROWSER = `(() => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const regions = letters.flatMap((first) => letters.map((second) => first + second));
  const names = ['long', 'short'].flatMap((style) => {
    const format = new Intl.DisplayNames('en-GB', { type: 'region', style });
    return regions.map((region) => format.of(region));
  });
  return [...names, ...Intl.supportedValuesOf('timeZone'), 'English', '中文'];
})()`;
