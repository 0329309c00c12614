/** Light or dark, as the system says or the person chose. The colors themselves are tokens of the style sheet. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Applies the theme to the root element of the document. */
export function applyTheme(
  theme: Theme,
  root: { readonly dataset: Record<string, string | undefined> },
): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
