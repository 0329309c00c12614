import { texts } from '../texts/texts.ts';

export const AGREEMENT_PAGE_TEXTS = texts(
  {
    title: (number: string) => `Agreement ${number}`,
    loading: 'Loading the agreement…',
    notFound: 'There is no such agreement, or you may not see it.',
    facts: 'Overview',
  },
  {
    title: (number: string) => `合作协议 ${number}`,
    loading: '协议加载中…',
    notFound: '协议不存在，或您无权查看。',
    facts: '概况',
  },
);
