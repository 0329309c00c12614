/** A state in a word. The color repeats what the word says. */
import './badge.css';

export type BadgeLook = 'quiet' | 'accent' | 'good' | 'caution' | 'danger';

export function Badge({ look, children }: { readonly look: BadgeLook; readonly children: string }) {
  return <span className={`badge ${look}`}>{children}</span>;
}
