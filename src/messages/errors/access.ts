/** Errors of keys, roles and signatures. */
import type { ErrorTexts } from './error-text.ts';

export const ACCESS_ERROR_TEXTS = {
  unauthenticated: {
    detail: {
      en: 'The API key is missing, unknown, expired or revoked.',
      zh: '缺少 API 密钥，或密钥未知、已到期、已吊销。',
    },
    remedy: {
      en: 'Send "Authorization: Bearer <key>" with a valid key.',
      zh: '请发送带有有效密钥的 "Authorization: Bearer <key>"。',
    },
  },
  sign_in_refused: {
    detail: {
      en: 'The key or the link is unknown, expired or revoked, or the link was used before.',
      zh: '密钥或登录链接未知、已到期或已吊销，或该链接已使用过。',
    },
    remedy: {
      en: 'Sign in with a valid key, or ask for a new link.',
      zh: '请使用有效密钥登录，或获取新的登录链接。',
    },
  },
  signature_invalid: {
    detail: {
      en: 'The signature of the event is missing, invalid or too old.',
      zh: '事件签名缺失、错误或已过期。',
    },
    remedy: {
      en: "Sign the raw body with the provider's secret.",
      zh: '请使用支付服务商的密钥对原始请求体签名。',
    },
  },
  forbidden: {
    detail: { en: 'The key does not have a role that allows this.', zh: '该密钥没有可执行此操作的角色。' },
    remedy: {
      en: 'Use a key with one of these roles: {roles}.',
      zh: '请使用具有以下角色之一的密钥：{roles}。',
    },
  },
  foreign_origin: {
    detail: {
      en: 'A page of another address cannot use a session of this one.',
      zh: '其他网址的页面不能使用本站的登录会话。',
    },
    remedy: {
      en: 'Call from a page of {origins}, or send an API key.',
      zh: '请从 {origins} 的页面发起请求，或使用 API 密钥。',
    },
  },
  unlimited_key_required: {
    detail: {
      en: 'The key is limited to some accounts, and this request concerns all accounts.',
      zh: '该密钥仅限部分账户，而此操作涉及所有账户。',
    },
    remedy: { en: 'Use a key that is not limited to accounts.', zh: '请使用未限定账户的密钥。' },
  },
  customer_buys_online: {
    detail: {
      en: 'Customers order and pay online; offline business is recorded by our staff.',
      zh: '客户须在线下单和支付；线下业务由我方人员登记。',
    },
    remedy: { en: 'Use the online channel, or contact sales.', zh: '请选择线上方式，或联系销售。' },
  },
  token_for_assignee_only: {
    detail: {
      en: 'Only an operator, or the delivery key to which the service is assigned, can read its token.',
      zh: '仅运营人员和该服务被指派的交付密钥可以读取访问令牌。',
    },
    remedy: {
      en: 'Assign the service to your key, or ask an operator.',
      zh: '请将该服务指派给您的密钥，或联系运营人员。',
    },
  },
  key_not_usable: {
    detail: {
      en: 'People cannot sign in with this key: it was revoked, has expired, or belongs to a medical platform.',
      zh: '该密钥已吊销、已到期或属于医疗平台，不能用于登录。',
    },
    remedy: {
      en: 'Choose a usable key, or create a new one.',
      zh: '请选择可用的密钥，或新建密钥。',
    },
  },
  last_operator_key: {
    detail: {
      en: 'This is the last usable operator key.',
      zh: '这是最后一个可用的操作员密钥。',
    },
    remedy: {
      en: 'Create another operator key without expiry or account limits, and use it to revoke this one.',
      zh: '请先创建另一个未到期且不限定账户的操作员密钥，再用它吊销此密钥。',
    },
  },
} as const satisfies ErrorTexts;
