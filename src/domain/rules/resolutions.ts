/** How each gap or contradiction in the sources is closed by default. */
import type { RuleStatements } from './rule.ts';

export const RESOLUTION_RULES = {
  'AMB-02': {
    en: 'An AIMIS licence is owned by a consortium internationally and by an organization in China.',
    zh: 'AIMIS 授权国际版归医联体，中国版归机构。',
  },
  'AMB-03': {
    en: 'International licences have a fixed term in whole years; Chinese ones are perpetual.',
    zh: '国际版授权为整年固定期限；中国版为永久。',
  },
  'AMB-04': {
    en: 'Features listed twice count once; log audit is basic internationally.',
    zh: '重复列出的功能只计一次；国际版日志审计属于基础功能。',
  },
  'AMB-05': {
    en: 'Plain viewing is basic, advanced viewing optional.',
    zh: '普通阅片为基础功能，高级阅片为可选功能。',
  },
  'AMB-07': {
    en: 'By quantity and annual differ in price and storage only.',
    zh: '按量与按年仅价格与存储时长不同。',
  },
  'AMB-08': {
    en: "A year counts from payment capture, through the anniversary date in the account's time zone.",
    zh: '一年自付款入账起算，至账户时区的周年日当日结束。',
  },
  'AMB-09': {
    en: 'Crediting warns at 20 hours and is late at 24; the end moves later by the delay beyond, in whole days rounded up.',
    zh: '到账 20 小时预警、24 小时超时，超出部分按整日（不足一日按一日计）顺延有效期。',
  },
  'AMB-10': {
    en: 'A use that asks for a storage term draws on lots of that term only.',
    zh: '指定存储时长的用量仅从相同时长的批次扣除。',
  },
  'AMB-11': {
    en: 'Lots are drawn by expiry, purchase, credit and id.',
    zh: '批次按到期、购买、到账时间及编号依次扣除。',
  },
  'AMB-12': { en: 'Low, exhausted and in arrears are three signals.', zh: '余量低、耗尽与欠费为三种信号。' },
  'AMB-13': { en: 'The 24 hours start when arrears leave zero.', zh: '24 小时自欠费由零变为正时起算。' },
  'AMB-14': {
    en: '24 hours are 86,400 seconds: accepted before, refused at the deadline.',
    zh: '24 小时即 86,400 秒：期限之前接受，到期即拒绝。',
  },
  'AMB-15': { en: 'One arrears episode has one start.', zh: '一次欠费周期只有一个起点。' },
  'AMB-16': {
    en: 'Arrears are unlimited within the 24 hours unless a cap is agreed.',
    zh: '24 小时内欠费不设上限，另有约定除外。',
  },
  'AMB-17': {
    en: 'A suspension lifts when at least one unit is available after the offset.',
    zh: '抵扣欠费后至少剩余一例方可恢复。',
  },
  'AMB-18': {
    en: 'A partial top-up offsets what it covers; the episode goes on.',
    zh: '部分充值仅抵扣相应欠费，欠费周期继续。',
  },
  'AMB-19': {
    en: 'A lot offsets arrears of its own storage term, then those without one, oldest first.',
    zh: '批次先抵扣相同存储时长的欠费，再抵扣未指定时长的欠费，先旧后新。',
  },
  'AMB-20': { en: 'Uploads are decided when they are accepted.', zh: '上传以受理时刻为准。' },
  'AMB-21': { en: 'Unpaid inspections are viewable like all others.', zh: '未付费的检查同样可浏览。' },
  'AMB-22': { en: 'Storage counts from the acceptance of the upload.', zh: '存储时长自上传受理时起算。' },
  'AMB-23': { en: 'A suspension closes uploading only.', zh: '停服仅关闭上传能力。' },
  'AMB-24': { en: 'AI resources cannot be overdrawn.', zh: 'AI 资源不可透支。' },
  'AMB-25': {
    en: 'An expiry removes unused units and never causes arrears.',
    zh: '到期仅作废未用资源，不产生欠费。',
  },
  'AMB-26': {
    en: 'A use is reversed once, by an operator, to the lots it drew on.',
    zh: '用量可由运营人员冲销一次，退回原批次。',
  },
  'AMB-27': {
    en: 'When cover of a feature ends, its patient end closes 24 hours later; a later renewal ends earlier by that grace, in whole days.',
    zh: '功能到期 24 小时后其患者端停服；停服后续费的，有效期相应扣减已享用的宽限期（按整日计）。',
  },
  'AMB-28': {
    en: 'The resource pack is time-based and suspends nothing.',
    zh: '资源包按时长计，到期不停服。',
  },
  'AMB-29': {
    en: 'Terms count calendar months or years and queue end to end.',
    zh: '期限按日历月或年计，首尾相接排队。',
  },
  'AMB-30': { en: 'Renewal orders complete online.', zh: '续费订单可在线完成。' },
  'AMB-31': {
    en: 'Both AIMIS editions need an active agreement before confirmation.',
    zh: 'AIMIS 两个版本确认订单前均须有有效协议。',
  },
  'AMB-32': {
    en: 'The agreement is checked at confirmation and on every way of paying.',
    zh: '确认订单以及任何方式付款时，均检查协议是否有效。',
  },
  'AMB-33': { en: 'Refunds follow the policy of the SKU.', zh: '退款按 SKU 的政策执行。' },
  'AMB-34': { en: 'Usage of a service begins when its delivery starts.', zh: '服务以交付开始视为已使用。' },
  'AMB-35': {
    en: 'Huawei services expire after one year unless configured otherwise.',
    zh: '华为服务默认一年有效，可另行配置。',
  },
  'AMB-36': {
    en: 'The country of the account decides the price region; some countries are not sold to.',
    zh: '账户所在国家决定价格区域，部分国家不销售。',
  },
  'AMB-37': { en: 'The unit of sale belongs to the SKU.', zh: '销售单位由 SKU 决定。' },
  'AMB-38': { en: 'Huawei services are accepted like the others.', zh: '华为服务采用相同的验收步骤。' },
  'AMB-39': {
    en: 'Maintenance is started within a year, then runs the years bought.',
    zh: '维保须在一年内启动，随后运行所购年数。',
  },
  'AMB-40': {
    en: 'A delivery that started within the year does not lapse.',
    zh: '一年内已启动的交付不会失效。',
  },
  'AMB-41': {
    en: 'Nothing is accepted silently; a rejection returns to delivery.',
    zh: '不默认验收；驳回后返回交付。',
  },
  'AMB-42': { en: 'Service tasks open within 24 hours.', zh: '服务任务在 24 小时内开启。' },
  'AMB-43': {
    en: 'Online access and API calls draw on the same lots.',
    zh: '在线使用与 API 调用消耗同一批次。',
  },
  'AMB-44': {
    en: 'AI bought once is ordered offline, by an operator, under an agreement.',
    zh: '一次性 AI 由运营人员依据协议线下下单。',
  },
  'AMB-45': {
    en: 'The account holds the lots; a use names its organization.',
    zh: '批次归账户所有，用量须注明机构。',
  },
  'AMB-46': {
    en: 'Optional features need active basic software in the same scope or the same order.',
    zh: '可选功能须在同一范围或同一订单内具备有效的基础软件。',
  },
  'AMB-47': {
    en: 'The two notice platforms are independent channels.',
    zh: '两个通知平台为相互独立的渠道。',
  },
  'AMB-48': {
    en: 'A currency belongs to the SKU; an order has one.',
    zh: '币种由 SKU 固定，一张订单只有一种币种。',
  },
  'AMB-50': {
    en: 'Each order keeps the catalogue and policies it was sold under.',
    zh: '订单保留成交时的目录与政策版本。',
  },
  'AMB-51': {
    en: 'A perpetual licence is bought once for its scope, whichever order is paid first.',
    zh: '同一范围的永久授权只能购买一次，以先付款的订单为准。',
  },
} as const satisfies RuleStatements;
