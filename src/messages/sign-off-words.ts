/** Texts of the page of a sign-off link, in both languages. */
import type { Language } from '../domain/json.ts';

export interface SignOffWords {
  readonly title: string;
  readonly service: string;
  readonly organization: string;
  readonly account: string;
  readonly deliveredAt: string;
  readonly note: string;
  readonly document: string;
  readonly name: string;
  readonly reason: string;
  readonly accept: string;
  readonly reject: string;
  readonly accepted: string;
  readonly rejected: string;
  readonly incomplete: string;
  readonly decided: string;
  readonly later: string;
  readonly gone: string;
}

export const SIGN_OFF_WORDS: Readonly<Record<Language, SignOffWords>> = {
  en: {
    title: 'Accept a delivered service',
    service: 'Service',
    organization: 'Organization',
    account: 'Customer',
    deliveredAt: 'Delivered',
    note: 'Note',
    document: 'Document',
    name: 'Your name',
    reason: 'What is missing or wrong',
    accept: 'Accept',
    reject: 'Reject',
    accepted: 'Accepted. Thank you.',
    rejected: 'Rejected. We will correct it and deliver it again.',
    incomplete: 'Please enter your name and, to reject, the reason.',
    decided: 'This delivery has been decided already.',
    later: 'Your decision could not be recorded. Please try again in a moment.',
    gone: 'This link is not valid any more. Please ask us for a new one.',
  },
  zh: {
    title: '服务验收',
    service: '服务',
    organization: '机构',
    account: '客户',
    deliveredAt: '交付时间',
    note: '说明',
    document: '文件',
    name: '您的姓名',
    reason: '驳回原因',
    accept: '验收通过',
    reject: '驳回',
    accepted: '已验收，感谢您的确认。',
    rejected: '已驳回，我们将整改后重新交付。',
    incomplete: '请填写姓名；如需驳回，请填写原因。',
    decided: '本次交付已有验收结果。',
    later: '暂时无法记录，请稍后重试。',
    gone: '该链接已失效，请联系我们获取新链接。',
  },
};
