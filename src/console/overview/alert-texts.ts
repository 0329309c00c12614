import { texts } from '../texts/texts.ts';

/** Capabilities as a sentence names them. */
export const CAPABILITY_NAMES = texts(
  {
    names: {
      'inspection.upload': 'Uploading inspections',
      'inspection.view': 'Viewing inspections',
      'ai.review': 'AI review',
      'ipc.knowledge': 'Knowledge customization',
      'ipc.patient': 'The patient end',
      'ipc.history': 'History',
      'order.place': 'Ordering',
    },
  },
  {
    names: {
      'inspection.upload': '上传检查',
      'inspection.view': '查看检查',
      'ai.review': 'AI 调阅',
      'ipc.knowledge': '知识定制',
      'ipc.patient': '患者端',
      'ipc.history': '历史记录',
      'order.place': '下单',
    },
  },
);

export const ALERT_TEXTS = texts(
  {
    region: 'Arrears and suspensions',
    suspended: (what: string) => `Suspended: ${what}`,
    arrears: (what: string) => `In arrears: ${what}`,
    closed: (what: string) => `Not available: ${what}`,
    outstanding: (units: string) => `Outstanding: ${units}.`,
    since: 'Since',
    suspendsAt: 'Will be suspended on',
    left: (time: string) => `${time} left`,
    stillOpen: (what: string) => `Still available: ${what}.`,
  },
  {
    region: '欠费与停服',
    suspended: (what: string) => `已停服：${what}`,
    arrears: (what: string) => `欠费：${what}`,
    closed: (what: string) => `暂不可用：${what}`,
    outstanding: (units: string) => `欠费 ${units}。`,
    since: '停用时间',
    suspendsAt: '停服时间',
    left: (time: string) => `剩余 ${time}`,
    stillOpen: (what: string) => `仍可使用：${what}。`,
  },
);
