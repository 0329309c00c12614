/** The pages behind sign-off links: their colors are the console's, and their template escapes what is in it. */
import { readFileSync } from 'node:fs';
import { projectPath } from '../../../src/infra/project-root.ts';
import { markup } from '../../../src/http/views/sign-off/html.ts';
import { CONTENT_POLICY, STYLE } from '../../../src/http/views/sign-off/style.ts';

test('their colors are tokens of the console with the same values', () => {
  const tokens = readFileSync(projectPath('src/console/theme/tokens.css'), 'utf8');
  const valuesIn = (css: string) =>
    new Map(
      [...css.replaceAll(/,\s*/g, ',').matchAll(/--([\w-]+): ?light-dark\(([^)]+)\)/g)].map(
        ([, name, values]) => [name, values] as const,
      ),
    );
  const ofConsole = valuesIn(tokens);
  const ofPages = [...valuesIn(STYLE)];
  expect(ofPages.length).toBeGreaterThan(10);
  for (const [name, values] of ofPages) expect([name, values]).toEqual([name, ofConsole.get(name)]);
  const used = new Set([...STYLE.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name));
  expect([...used].sort()).toEqual(ofPages.map(([name]) => name).sort());
});

test('nothing but their own style and photos of this host can be loaded', () => {
  expect(CONTENT_POLICY).toMatch(/^default-src 'none'; style-src 'sha256-[^ ]+'; img-src 'self'; /);
});

test('values are escaped, parts of the template and lists of them are not', () => {
  const name = `<b title="x">'&`;
  const item = markup`<li>${name}</li>`;
  expect(markup`<ul id="${name}">${[item, item]}${null}${false}${undefined}</ul>`.text).toBe(
    '<ul id="&lt;b title=&quot;x&quot;&gt;&#39;&amp;">' +
      '<li>&lt;b title=&quot;x&quot;&gt;&#39;&amp;</li>'.repeat(2) +
      '</ul>',
  );
});
