/** The last line of a CSV that ends before its list does. `cursor` continues it. */
import type { Localized } from '../domain/json.ts';

export const CSV_CUT: Localized = {
  en: 'Incomplete: this file ends after {rows} rows. Continue with cursor={cursor}, or narrow the filters.',
  zh: '内容不完整：本文件在第 {rows} 行后截止。请使用 cursor={cursor} 继续导出，或缩小筛选范围。',
};
