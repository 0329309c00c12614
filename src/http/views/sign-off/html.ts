/** HTML as a template: every value in it is escaped unless it is HTML itself. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | null | undefined | false | readonly Part[];

export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.reduce((whole, text, index) => whole + partText(parts[index - 1]) + text));
}

function partText(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escaped(part);
  return Array.isArray(part) ? part.map((one: Part) => partText(one)).join('') : '';
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
