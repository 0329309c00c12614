/** How this product closes each gap or contradiction in the sources, unless an agreement says otherwise. */
import type { RuleStatements } from './rule-statements.ts';

export const RESOLUTION_STATEMENTS: RuleStatements<'resolution'> = {
  'AMB-01': {
    en: 'AIMIS has four lines of business; AI resources are the fourth in both editions.',
    zh: 'AIMIS 两个版本均分为四部分，AI 资源为第四部分。',
  },
  'AMB-02': {
    en: 'A licence belongs to a consortium in the international edition and to an organization in the China edition and in IPC; activation is recorded for each organization.',
    zh: '软件授权在国际版归医联体，在中国版与智能预问诊归机构；开通按机构记录。',
  },
  'AMB-03': {
    en: 'International licences have a fixed term of whole years, at least one; Chinese licences are perpetual.',
    zh: '国际版授权为整年固定期限，至少一年；中国版授权永久有效。',
  },
  'AMB-04': {
    en: 'Features that are listed twice count once; log audit is basic in the international edition and optional in China.',
    zh: '重复列出的功能只计一次；日志审计在国际版属于基础功能，在中国版属于可选功能。',
  },
  'AMB-05': {
    en: 'Plain image viewing is basic; advanced viewing (3D, MPR, FUSION) is optional.',
    zh: '普通阅片为基础功能，三维、多平面重建与融合等高级阅片为可选功能。',
  },
  'AMB-06': {
    en: 'The optional features are those of the catalogue, which can grow.',
    zh: '可选功能以目录为准，可随时增加。',
  },
  'AMB-07': {
    en: 'Inspections by quantity and by the year differ in price and in the choice of storage only.',
    zh: '按量与按年购买的云检查仅价格与存储时长的选择不同。',
  },
  'AMB-08': {
    en: "A year counts from the capture of the payment, through the anniversary date in the account's time zone; 29 February becomes 28 February.",
    zh: '一年自付款成功起算，至账户时区的周年日当日结束；2 月 29 日按 2 月 28 日计。',
  },
  'AMB-09': {
    en: 'Crediting happens at once, warns at 20 hours and is late at 24 hours; a delay beyond moves the end by whole days, rounded up.',
    zh: '付款后立即到账，20 小时预警，24 小时为超时；超出部分按整日向上取整顺延有效期。',
  },
  'AMB-10': {
    en: 'A use may ask for at least so many years of storage; if lots of that storage do not cover it while other units are left, it is refused whole. Arrears arise only when nothing is left.',
    zh: '用量可要求最短存储年数；符合年数的批次不足而仍有其他余量时，整笔拒绝。仅在余量全部用尽后才产生欠费。',
  },
  'AMB-11': {
    en: 'Lots are used in the order of their expiry, then of purchase, crediting and id.',
    zh: '批次依次按到期时间、购买时间、到账时间及编号扣除。',
  },
  'AMB-12': {
    en: 'Three signals are distinguished: running low, used up, and in arrears.',
    zh: '区分三种提醒：余量不足、已用尽、欠费。',
  },
  'AMB-13': {
    en: 'The 24 hours begin when the account comes into arrears.',
    zh: '24 小时自账户开始欠费的时刻起算。',
  },
  'AMB-14': {
    en: '24 hours are exactly 86,400 seconds: a use before the deadline is accepted, at the deadline it is refused.',
    zh: '24 小时即 86,400 秒：期限之前的用量予以受理，到期起拒绝。',
  },
  'AMB-15': {
    en: 'Further use, a partial top-up or an expiry does not restart the 24 hours.',
    zh: '继续使用、部分续费或资源到期均不重新计算 24 小时。',
  },
  'AMB-16': {
    en: 'Within the 24 hours arrears are unlimited unless a cap is agreed, but only for an account that has bought the resource before.',
    zh: '24 小时内欠费不设上限，另有约定除外；仅适用于曾购买该资源的账户。',
  },
  'AMB-17': {
    en: 'A suspension ends when at least one unit is available after the arrears are paid.',
    zh: '抵扣欠费后至少有一个单位可用，方可恢复服务。',
  },
  'AMB-18': {
    en: 'A partial top-up pays what it covers; arrears and suspension continue.',
    zh: '部分续费仅抵扣相应欠费，欠费与停服继续。',
  },
  'AMB-19': {
    en: 'Any top-up pays the arrears, oldest first; stored units that it pays for get its years of storage, counted from their use.',
    zh: '任何续费均可抵扣欠费，先旧后新；所抵扣的用量如须存储，适用该批次的存储年数，自使用之日起算。',
  },
  'AMB-20': {
    en: 'Whether a use is allowed is decided when it is accepted.',
    zh: '用量是否允许以受理时刻为准。',
  },
  'AMB-21': {
    en: 'What was stored in arrears can be viewed like all else and is marked as unpaid.',
    zh: '欠费期间存储的内容与其他内容一样可以浏览，并标记为未付费。',
  },
  'AMB-22': {
    en: 'Storage counts from the acceptance of the use; nothing is deleted by this system at its end.',
    zh: '存储时长自用量受理时起算；到期后本系统不删除任何内容。',
  },
  'AMB-23': {
    en: 'A suspension stops further use only; what is stored, other products, ordering and top-up stay available.',
    zh: '停服仅停止继续使用，已存储的内容、其他产品、下单与续费不受影响。',
  },
  'AMB-24': {
    en: 'A resource without overdraft, such as AI, is refused at zero.',
    zh: '不可透支的资源（如 AI 资源）用尽后拒绝使用。',
  },
  'AMB-25': {
    en: 'An expiry voids unused units and never causes arrears by itself.',
    zh: '到期仅作废未使用的资源，本身不产生欠费。',
  },
  'AMB-26': {
    en: 'An operator can reverse a use once; units return to their lots, and what has expired meanwhile expires at once.',
    zh: '运营人员可冲正一次用量，资源退回原批次；期间已到期的部分立即失效。',
  },
  'AMB-27': {
    en: 'When the paid period of a feature ends, its patient end closes 24 hours later. A renewal paid before that continues the period; one paid later begins at its payment and ends earlier by the days enjoyed unpaid. If these were written off, it begins at its payment and is whole.',
    zh: '功能到期 24 小时后其患者端停服。停服前续费接续原有效期；停服后续费自付款起算，并按整日扣减已享用的宽限时间。宽限时间已核销的，自付款起算且不扣减。',
  },
  'AMB-28': {
    en: 'The resource pack belongs to the account and is bought for time; when it ends only knowledge customization stops, without arrears.',
    zh: '资源包归账户所有，按时长购买；到期后仅停用知识定制，不产生欠费。',
  },
  'AMB-29': {
    en: 'Terms count calendar months or years and queue end to end, at most a hundred years ahead; more sets beside a running term are possible.',
    zh: '期限按自然月或自然年计，首尾相接，最多预购至一百年后；也可在有效期内并行增购套数。',
  },
  'AMB-30': {
    en: 'A renewal completes online; once it is paid, sales contact the customer.',
    zh: '续费订单在线完成，付款后由销售与客户联系。',
  },
  'AMB-31': {
    en: 'Both AIMIS editions need an active agreement before an order is confirmed; other product lines need none by default.',
    zh: 'AIMIS 两个版本确认订单前均须有有效合作协议；其他产品线默认不需要。',
  },
  'AMB-32': {
    en: 'The agreement is checked at confirmation and on every way of paying. Money that arrives without an active agreement does not pay the order and is put aside until an operator decides.',
    zh: '确认订单时及每次付款时均检查协议。无有效协议时到账的款项不支付订单，暂存待运营人员处理。',
  },
  'AMB-33': {
    en: 'Each product is refunded never, before use only, or by a clause of an agreement that was active when the order was paid.',
    zh: '退款政策按产品确定：不退款、仅使用前可退，或依据付款时有效的协议条款退款。',
  },
  'AMB-34': {
    en: 'A service is used from the start of its delivery; until then each unit can be refunded, and not afterwards nor once it has lapsed.',
    zh: '服务自交付开始视为已使用；此前可按件退款，开始后或失效后不可退款。',
  },
  'AMB-35': {
    en: 'Services whose source names no period are valid for one year, which is our assumption.',
    zh: '来源未说明有效期的服务，本产品默认一年有效。',
  },
  'AMB-36': {
    en: 'The country of the account decides the price region, named countries before areas; for mainland China, Northern America and other countries outside the regions, contact sales.',
    zh: '价格区域由账户所在国家或地区决定，具名国家优先；中国大陆、北美及区域以外的国家或地区不在线销售，请联系销售。',
  },
  'AMB-37': {
    en: 'Each product has its own unit of sale and the name that its source gives it; a set is described as in the source.',
    zh: '销售单位与名称按产品确定，名称与来源一致；“套”的说明随产品列出。',
  },
  'AMB-38': {
    en: 'AI platform services are accepted by the user like other services.',
    zh: 'AI 平台服务与其他服务一样由用户验收。',
  },
  'AMB-39': {
    en: 'Maintenance is started within a year of purchase or starts by itself at the end of that year, then runs for the years bought and ends by itself.',
    zh: '维保服务在购买后一年内启动，逾期自动启动，随后按所购年数运行并自动结束。',
  },
  'AMB-40': {
    en: 'A delivery that started within the year does not lapse.',
    zh: '一年内已开始的交付不会失效。',
  },
  'AMB-41': {
    en: 'The user accepts, with a key of the customer or through a sign-off link; staff may record it for the user, with a document where that is agreed. A rejection returns to delivery, and nothing is accepted silently.',
    zh: '由用户本人或通过验收链接验收；工作人员可代为登记，如有约定须附文件。驳回后返回交付，不默认验收。',
  },
  'AMB-42': {
    en: 'The task to start a service is due 24 hours after payment.',
    zh: '服务启动任务须在付款后 24 小时内处理。',
  },
  'AMB-43': {
    en: 'Online use and API calls use the same AI resources.',
    zh: '在线使用与 API 调用消耗同一 AI 资源。',
  },
  'AMB-44': {
    en: 'AI bought once is ordered offline by an operator, under an agreement and for one organization; each set is delivered and accepted, and the licence is perpetual.',
    zh: '一次性购买的 AI 由运营人员依据协议为一家机构线下下单；每套均须交付并验收，授权永久有效。',
  },
  'AMB-45': {
    en: 'What is bought belongs to the account; organizations belong to an account, consortia group them, and a use names its organization.',
    zh: '所购资源归账户所有；机构隶属账户，医联体由机构组成，用量须注明机构。',
  },
  'AMB-46': {
    en: 'Optional features need basic software in the same scope or the same order, and are active only while basic software is active.',
    zh: '可选功能须在同一范围或同一订单内具备基础软件，且仅在基础软件有效期间可用。',
  },
  'AMB-47': {
    en: 'The business platform and the management platform are two independent channels; a suspension never waits for a delivery.',
    zh: '业务平台与管理平台为两个独立的通知渠道；停服不等待通知送达。',
  },
  'AMB-48': {
    en: 'Prices are without taxes and discounts; each product has one currency, and so has an order.',
    zh: '价格不含税费与折扣；每个产品币种固定，一张订单仅一种币种。',
  },
  'AMB-49': {
    en: 'The China edition heads its refund section as renewal, which is a slip of the pen.',
    zh: '中国版退款部分的标题误写为续费。',
  },
  'AMB-50': {
    en: 'An order retains the catalogue and the policies under which it was sold.',
    zh: '订单保留成交时的目录与政策。',
  },
  'AMB-51': {
    en: 'The same perpetual licence is sold once in a scope: once the first order is paid, the second cannot be confirmed or paid. Fixed terms follow one another.',
    zh: '同一范围内同一永久授权仅售一次：第一张订单付款后，第二张不可确认或付款。固定期限授权依次接续。',
  },
  'AMB-52': {
    en: 'The Glaucoma AI package and Glaucoma AI by quantity are independent unless an agreement says otherwise.',
    zh: '青光眼 AI 服务包与按量购买的青光眼 AI 相互独立，协议另有约定除外。',
  },
  'AMB-53': {
    en: 'Each product line has terms of service in English and Chinese; an order records their version and fingerprint.',
    zh: '每条产品线均有中英文服务条款，订单保留其版本与指纹。',
  },
  'AMB-54': {
    en: 'The note of a service order may hold remarks and a token, which only the assignee of the service or an operator can read, each reading recorded.',
    zh: '服务订单备注可填写说明与令牌；令牌仅服务负责人或运营人员可查看，每次查看均留有记录。',
  },
  'AMB-55': {
    en: 'What was paid for announces itself: when it is activated, before it ends, when it ends and when it lapses.',
    zh: '所购产品在开通、到期前、到期及失效时均会通知。',
  },
  'AMB-56': {
    en: "A pool follows the rules of the edition from which the account last bought it, else of its agreement; refusals, notices and recommended packages are that edition's.",
    zh: '资源池适用账户最近一次购买或协议所属的版本，提示、通知与推荐的资源包均依该版本。',
  },
};
