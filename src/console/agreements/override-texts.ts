import { texts } from '../texts/texts.ts';
import type { OverrideName } from './overrides.ts';

type Named = Record<OverrideName, string>;
type Unit = Record<
  'graceHours' | 'overdraftCap' | 'resumeRequires' | 'reminderDays',
  (value: string, isOne: boolean) => string
>;

export const OVERRIDE_TEXTS = texts(
  {
    title: 'Terms that differ',
    explained: 'Leave a field empty to keep what the catalogue says.',
    names: {
      graceHours: 'Hours of grace',
      overdraftCap: 'Most units in arrears',
      resumeRequires: 'Units needed to resume',
      usageNeedsBasic: 'Usage needs basic software',
      reminderDays: 'Reminders before an end',
      acceptanceProof: 'Proof of acceptance',
      validitySuspends: 'What an ended term closes',
      licenceScope: 'Whom a software licence covers',
      extendOnLateCredit: 'Late crediting moves the end',
    } satisfies Named,
    meanings: {
      graceHours: 'From the beginning of arrears, or the end of a term, to the suspension.',
      overdraftCap: 'How far the customer can go on uploading when everything is used up.',
      resumeRequires: 'How many units must be available again before a suspension lifts.',
      usageNeedsBasic: 'Whether an upload is accepted only while basic software is active.',
      reminderDays: 'Days before an end on which a reminder is sent, largest first, such as 30, 7, 1.',
      acceptanceProof: 'What staff need to record an acceptance for the user.',
      validitySuspends: 'One feature, or every feature of the organization.',
      licenceScope: 'One organization, or all organizations of its consortium.',
      extendOnLateCredit: 'Whether what was credited late ends later by the delay.',
    } satisfies Named,
    units: {
      graceHours: (value, isOne) => `${value} ${isOne ? 'hour' : 'hours'}`,
      overdraftCap: (value, isOne) => `${value} ${isOne ? 'unit' : 'units'}`,
      resumeRequires: (value, isOne) => `${value} ${isOne ? 'unit' : 'units'}`,
      reminderDays: (value, isOne) => `${value} ${isOne ? 'day' : 'days'} before`,
    } satisfies Unit,
    choices: {
      named: 'The name of who accepted',
      document: 'Name and signed document',
      customer: 'Only the customer accepts',
      feature: 'The feature',
      organization: 'The organization',
      consortium: 'The consortium',
    },
    yes: 'Yes',
    no: 'No',
    unlimited: 'No limit',
    asCatalogue: 'As the catalogue says',
    withoutOverride: (value: string) => `Without an agreement: ${value}.`,
    differs: 'Without an agreement: depends on the product line.',
  },
  {
    title: '差异条款',
    explained: '留空则沿用产品目录的规定。',
    names: {
      graceHours: '宽限时长',
      overdraftCap: '欠费上限',
      resumeRequires: '恢复服务所需余量',
      usageNeedsBasic: '使用须有基础软件',
      reminderDays: '到期提醒',
      acceptanceProof: '验收凭证',
      validitySuspends: '到期停服范围',
      licenceScope: '软件许可范围',
      extendOnLateCredit: '延迟开通顺延到期日',
    },
    meanings: {
      graceHours: '自欠费开始或期限届满起，至停服为止。',
      overdraftCap: '资源用完后，客户最多还可欠费使用的数量。',
      resumeRequires: '停服后，可用余量达到该数量方可恢复服务。',
      usageNeedsBasic: '是否仅在基础软件有效期间接受上传。',
      reminderDays: '到期前第几天发送提醒，从大到小填写，例如 30、7、1。',
      acceptanceProof: '工作人员代客户登记验收时所需的凭证。',
      validitySuspends: '仅停用到期功能，或停用该机构的全部功能。',
      licenceScope: '仅限单个机构，或所属医联体的全部机构。',
      extendOnLateCredit: '延迟开通的部分是否按延迟时长顺延到期。',
    },
    units: {
      graceHours: (value) => `${value} 小时`,
      overdraftCap: (value) => `${value} 个单位`,
      resumeRequires: (value) => `${value} 个单位`,
      reminderDays: (value) => `提前 ${value} 天`,
    },
    choices: {
      named: '验收人姓名',
      document: '姓名及签字文件',
      customer: '仅限客户本人验收',
      feature: '该功能',
      organization: '该机构',
      consortium: '医联体',
    },
    yes: '是',
    no: '否',
    unlimited: '不限',
    asCatalogue: '沿用产品目录',
    withoutOverride: (value: string) => `无协议时：${value}。`,
    differs: '无协议时：视产品线而定。',
  },
);
