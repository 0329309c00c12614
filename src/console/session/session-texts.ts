import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type RoleNames = Record<Schemas['Session']['roles'][number], string>;

export const SESSION_TEXTS = texts(
  {
    title: 'Sign in',
    key: 'API key',
    keyHint: 'The key that your team was given. It does not stay in this browser.',
    person: 'Your name',
    personHint: 'Optional. The record then shows who acted.',
    linked: 'You opened a sign-in link. It works once.',
    refused: 'You are not signed in',
    refusedKey: 'This key is unknown, expired or revoked.',
    refusedLink:
      'This link was used or has expired (links work once, for 10 minutes). Ask for a new one, or sign in with a key.',
    useKey: 'Sign in with a key',
    submit: 'Sign in',
    submitting: 'Signing in…',
    loading: 'Loading…',
    signOut: 'Sign out',
    signedInAs: (person: string) => `Signed in as ${person}`,
    sessions: 'Sessions',
    singleSignOn: 'Single sign-on is not set up on this installation.',
    roles: {
      sales: 'Sales',
      delivery: 'Delivery',
      operator: 'Operator',
      platform: 'Platform',
      customer: 'Customer',
    } satisfies RoleNames,
  },
  {
    title: '登录',
    key: '接口密钥',
    keyHint: '请使用贵团队获得的密钥。密钥不会保存在此浏览器中。',
    person: '您的姓名',
    personHint: '选填，用于在记录中显示操作人。',
    linked: '您打开了登录链接，该链接仅可使用一次。',
    refused: '登录失败',
    refusedKey: '密钥不存在、已过期或已吊销。',
    refusedLink: '链接已使用或已过期（链接仅可使用一次，10 分钟内有效）。请索取新链接，或使用密钥登录。',
    useKey: '使用密钥登录',
    submit: '登录',
    submitting: '登录中…',
    loading: '加载中…',
    signOut: '退出登录',
    signedInAs: (person: string) => `当前用户：${person}`,
    sessions: '登录会话',
    singleSignOn: '本系统未启用单点登录。',
    roles: { sales: '销售', delivery: '交付', operator: '运营', platform: '平台', customer: '客户' },
  },
);
