/** The parts of a pool as a bar. Its text says the same; colors repeat it. */
import { formatCount } from '../format/count.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { barOf, type PoolParts } from './pool-figures.ts';
import { POOL_TEXTS } from './pool-texts.ts';

const LOOKS = ['used', 'expired', 'refunded', 'available'] as const;

export function PoolBar({ parts }: { readonly parts: PoolParts }) {
  const words = useTexts(POOL_TEXTS);
  const language = useLanguage();
  const said = LOOKS.filter((look) => look !== 'refunded' || parts.refunded > 0);
  const label = formatList(
    said.map((look) => words.part(words[look], formatCount(parts[look], language))),
    language,
  );
  return (
    <svg className="pool-bar" role="img" aria-label={label}>
      {barOf(parts).map(({ from, width }, index) => (
        <rect key={LOOKS[index]} className={LOOKS[index]} x={`${from}%`} width={`${width}%`} height="100%" />
      ))}
    </svg>
  );
}
