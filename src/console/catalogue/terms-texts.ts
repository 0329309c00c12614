import { texts } from '../texts/texts.ts';

export const TERMS_TEXTS = texts(
  {
    read: 'Read the terms of service',
    title: (name: string, version: string) => `Terms of service: ${name}, version ${version}`,
    accept: (version: string) => `I have read and accept the terms of service of ${version}.`,
    acceptFor: (version: string) => `The customer has read and accepts the terms of service of ${version}.`,
    missing: 'Accept the terms of service to go on.',
    close: 'Close',
  },
  {
    read: '阅读服务条款',
    title: (name: string, version: string) => `${name}服务条款（${version} 版）`,
    accept: (version: string) => `我已阅读并同意 ${version} 版服务条款。`,
    acceptFor: (version: string) => `客户已阅读并同意 ${version} 版服务条款。`,
    missing: '请先同意服务条款。',
    close: '关闭',
  },
);
