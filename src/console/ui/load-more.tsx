/** The way to the next page of a list, if there is one. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from './button.tsx';
import { LOAD_MORE_TEXTS } from './load-more-texts.ts';

interface LoadMoreProps {
  /** A list that is read page by page. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

export function LoadMore({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: LoadMoreProps) {
  const words = useTexts(LOAD_MORE_TEXTS);
  if (!hasNextPage) return null;
  return (
    <p>
      <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchingNextPage ? words.loading : words.more}
      </Button>
    </p>
  );
}
