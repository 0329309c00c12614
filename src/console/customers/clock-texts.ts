import { texts } from '../texts/texts.ts';

export const CLOCK_TEXTS = texts(
  {
    title: 'Clock of the trial account',
    explained: 'It stands still until it is advanced. What falls due on the way happens in its order.',
    now: 'Time now',
    advance: 'Advance the clock',
    how: 'How far',
    by: { P1D: 'By 1 day', P7D: 'By 7 days', P1M: 'By 1 month', P1Y: 'By 1 year' },
    until: 'To a time',
    to: 'Time',
    toHint: (zone: string) => `Later than now, in the time zone ${zone}.`,
    running: (steps: number) =>
      steps === 1 ? 'The clock is moving. 1 event so far.' : `The clock is moving. ${steps} events so far.`,
    reached: 'It has reached',
    target: 'and moves to',
    failed: 'The last advance stopped before its end. Advance the clock again to go on.',
  },
  {
    title: '试用账户时钟',
    explained: '时钟静止不动，推进时途中到期的事项依次发生。',
    now: '当前时间',
    advance: '推进时钟',
    how: '推进方式',
    by: { P1D: '推进 1 天', P7D: '推进 7 天', P1M: '推进 1 个月', P1Y: '推进 1 年' },
    until: '推进到指定时间',
    to: '时间',
    toHint: (zone: string) => `须晚于当前时间，按时区 ${zone} 填写。`,
    running: (steps: number) => `时钟推进中，已处理 ${steps} 个事项。`,
    reached: '已到',
    target: '目标',
    failed: '上次推进未完成，请再次推进时钟以继续。',
  },
);
