/** The parts of a pool as a bar. Its text says the same; colors repeat it. */
import { formatCount } from '../format/count.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { barOf, type PoolParts } from './pool-figures.ts';
import { POOL_TEXTS } from './pool-texts.ts';

const LOOKS = ['used', 'lapsed', 'available'] as const;

export function PoolBar({ parts }: { readonly parts: PoolParts }) {
  const words = useTexts(POOL_TEXTS);
  const language = useLanguage();
  const [used, lapsed, available] = [parts.used, parts.lapsed, parts.available].map((count) =>
    formatCount(count, language),
  ) as [string, string, string];
  return (
    <svg className="pool-bar" role="img" aria-label={words.bar(used, lapsed, available)}>
      {barOf(parts).map(({ from, width }, index) => (
        <rect key={LOOKS[index]} className={LOOKS[index]} x={`${from}%`} width={`${width}%`} height="100%" />
      ))}
    </svg>
  );
}
