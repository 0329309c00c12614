import { texts } from '../texts/texts.ts';

export const REMAINING_TEXTS = texts(
  {
    left: (time: string) => `${time} left`,
    soon: 'less than a minute left',
    over: 'past',
  },
  {
    left: (time: string) => `剩余 ${time}`,
    soon: '剩余不足 1 分钟',
    over: '已过',
  },
);
