/** What an operator reads about policy values, of an agreement or of a catalogue file. */
import type { PolicyViolationKey } from '../../domain/catalogue/policy-values.ts';
import type { Localized } from '../../domain/json.ts';
import type { ViolationText } from './violation-text.ts';

/** By the type of the value that a policy takes. */
export const POLICY_VIOLATION_TEXTS = {
  unknown_policy: {
    message: { en: 'There is no policy of this name here.', zh: '此处没有该名称的策略。' },
    remedy: { en: 'Use one of: {names}.', zh: '请使用：{names}。' },
  },
  count: mustBe({ en: 'a whole number from 1 to {most}', zh: '1 至 {most} 的整数' }),
  countOrNull: mustBe({
    en: 'a whole number from 1 to {most}, or null',
    zh: '1 至 {most} 的整数或 null',
  }),
  flag: mustBe({ en: 'true or false', zh: 'true 或 false' }),
  countsDescending: mustBe({
    en: 'a list of up to {entries} different whole numbers from 1 to {most}, largest first',
    zh: '最多 {entries} 个互不相同的整数（1 至 {most}），从大到小排列',
  }),
  licenceScope: mustBe({ en: 'consortium or organization', zh: 'consortium 或 organization' }),
  validityScope: mustBe({ en: 'feature or organization', zh: 'feature 或 organization' }),
  acceptanceProof: mustBe({
    en: 'named, document or customer',
    zh: 'named、document 或 customer',
  }),
} as const satisfies Readonly<Record<PolicyViolationKey, ViolationText>>;

function mustBe({ en, zh }: Localized): ViolationText {
  return {
    message: { en: `This must be ${en}.`, zh: `此处必须是${zh}。` },
    remedy: { en: `Give ${en}.`, zh: `请填写${zh}。` },
  };
}
