/** Errors of usages: the balance, the arrears or an expired term does not allow them (rules §8.7 to §8.12). */
import type { ErrorTexts } from './error-text.ts';

export const USAGES_ERROR_TEXTS = {
  insufficient_balance: {
    detail: {
      en: '{resource}: {asked} requested, only {left} available. Nothing was deducted.',
      zh: '{resource}余量不足：需 {asked}，仅剩 {left}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp}, or use no more than {left}.',
      zh: '请续费 {topUp}，或使用不超过 {left}。',
    },
  },
  never_credited: {
    detail: {
      en: '{resource}: none have been purchased yet. Nothing was deducted.',
      zh: '尚未购买{resource}，未扣减。',
    },
    remedy: { en: 'Buy {topUp} first.', zh: '请先购买 {topUp}。' },
  },
  pool_empty: {
    detail: { en: '{resource}: nothing is left.', zh: '{resource}已用尽。' },
    remedy: { en: 'Top up {topUp}.', zh: '请续费 {topUp}。' },
  },
  storage_not_covered: {
    detail: {
      en: '{resource}: the balance stored for {storageYears} years or longer does not cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp} stored for {storageYears} years or longer.',
      zh: '请续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  storage_shorter: {
    detail: {
      en: '{resource}: the balance stored for {storageYears} years or longer does not cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Request {acceptedStorageYears} years of storage, which is available now, or top up {topUp} stored for {storageYears} years or longer.',
      zh: '可改为存储 {acceptedStorageYears} 年（当前可用），或续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  storage_unbound: {
    detail: {
      en: '{resource}: the balance stored for {storageYears} years or longer does not cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Omit the storage period, which is accepted now, or top up {topUp} stored for {storageYears} years or longer.',
      zh: '可不指定存储年限（当前可用），或续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  overdraft_cap: {
    detail: {
      en: '{resource}: {asked} requested, {left} available. Arrears are {arrears} and cannot exceed {cap}. Nothing was deducted.',
      zh: '{resource}：需 {asked}，可用 {left}，已欠费 {arrears}，欠费上限为 {cap}，未扣减。',
    },
    remedy: { en: 'Top up {topUp}.', zh: '请续费 {topUp}。' },
  },
  suspended: {
    detail: {
      en: '{resource} have been suspended since {since}. In arrears: {arrears}. Nothing was deducted.',
      zh: '{resource}已于 {since} 停服，欠费 {arrears}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp}. Arrears are paid first, and the service then resumes by itself.',
      zh: '请续费 {topUp}：优先抵扣欠费，随后服务自动恢复。',
    },
  },
  cover_over: {
    detail: {
      en: '{capability} of {sku} has been suspended since {since}: {features} has expired, and the grace period is over.',
      zh: '{sku} 的 {capability} 自 {since} 起停用：{features} 的有效期已结束，宽限期已过。',
    },
    remedy: {
      en: 'Renew {features}. The service then resumes by itself.',
      zh: '请续费 {features}，随后自动恢复。',
    },
  },
  pack_over: {
    detail: {
      en: '"{pack}" expired on {since} and was not renewed.',
      zh: '“{pack}”已于 {since} 到期，且未续费。',
    },
    remedy: {
      en: 'Renew "{pack}". The service resumes as soon as it is paid.',
      zh: '请续费“{pack}”，付款后自动恢复。',
    },
  },
  basic_inactive: {
    detail: {
      en: '{resource}: under the agreement, basic software must be active, and the organization has none.',
      zh: '协议规定仅在基础软件启用时可使用{resource}，该机构尚未启用。',
    },
    remedy: {
      en: 'Buy or renew one of these for the organization: {needsOneOf}.',
      zh: '请为该机构购买或续订以下之一：{needsOneOf}。',
    },
  },
  pool_blocked: {
    detail: {
      en: '{resource}: the balance differs from the journal and is being checked. Nothing is deducted until then.',
      zh: '{resource}的余量与账本不一致，正在核对，期间不扣减。',
    },
    remedy: {
      en: 'Ask an operator to check the balance of this account.',
      zh: '请联系运营人员核对该账户的余量。',
    },
  },
  usage_queue_full: {
    detail: {
      en: '{waiting} usages of this account are waiting; no more are accepted for now.',
      zh: '账本已有 {waiting} 个使用请求在等待，暂不接收。',
    },
    remedy: {
      en: 'Retry the same request with the same key in a second.',
      zh: '请在一秒后用同一个键重新发送同一请求。',
    },
  },
  usage_reversed: {
    detail: { en: 'The usage was reversed at {reversedAt}.', zh: '该使用已于 {reversedAt} 冲正。' },
    remedy: { en: 'No action is needed.', zh: '无需再做任何操作。' },
  },
} as const satisfies ErrorTexts;
