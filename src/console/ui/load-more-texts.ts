import { texts } from '../texts/texts.ts';

export const LOAD_MORE_TEXTS = texts(
  { more: 'Load more', loading: 'Loading more…' },
  { more: '加载更多', loading: '加载中…' },
);
