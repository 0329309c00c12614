/**
 * The ids of the rules that can be cited, by source: those stated in src/messages/rules, and those that the file of a product
 * line brings. Errors, catalogue files, audit records and documents cite by
 * `RuleId`, so that citing a rule that does not exist does not compile.
 */

/** Each source with the prefix of its ids, its number of rules and the digits of a number. */
const SOURCES = {
  'aimis-intl': { prefix: 'R-INTL-', count: 58, digits: 2 },
  'aimis-cn': { prefix: 'R-CN-', count: 52, digits: 2 },
  ipc: { prefix: 'R-IPC-', count: 32, digits: 2 },
  'huawei-ai': { prefix: 'R-HW-', count: 11, digits: 2 },
  resolution: { prefix: 'AMB-', count: 56, digits: 2 },
  product: { prefix: '§8.', count: 18, digits: 1 },
} as const;
export type RuleSource = keyof typeof SOURCES;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Padded<Text extends string, Digits> = Digits extends 2
  ? Text extends `${Digit}`
    ? `0${Text}`
    : Text
  : Text;
/** The numbers from 1 to `Count`, as they are written in ids. */
type Numbers<Count extends number, Digits, Done extends string[] = []> = Done['length'] extends Count
  ? Done[number]
  : Numbers<Count, Digits, [...Done, Padded<`${[...Done, '']['length'] & number}`, Digits>]>;

/** Ids of one source. */
export type RuleIdOf<Source extends RuleSource> =
  `${(typeof SOURCES)[Source]['prefix']}${Numbers<(typeof SOURCES)[Source]['count'], (typeof SOURCES)[Source]['digits']>}`;

/** Id of a rule that src/messages/rules states: `R-INTL-17`, `AMB-08`, `§8.2`. */
export type StatedRuleId = { [Source in RuleSource]: RuleIdOf<Source> }[RuleSource];

declare const OF_A_LINE: unique symbol;
/** Id of a rule that the file of a product line states: `R-PAPER-01`. */
export type LineRuleId = string & { readonly [OF_A_LINE]: true };

export type RuleId = StatedRuleId | LineRuleId;

const SOURCE_OF_ID: ReadonlyMap<string, RuleSource> = new Map(
  Object.keys(SOURCES)
    .filter(isSource)
    .flatMap((source) => {
      const { prefix, count, digits } = SOURCES[source];
      return Array.from({ length: count }, (_, index): [string, RuleSource] => [
        `${prefix}${String(index + 1).padStart(digits, '0')}`,
        source,
      ]);
    }),
);

function isSource(text: string): text is RuleSource {
  return Object.hasOwn(SOURCES, text);
}

/** True for a rule that the product states itself. */
export function isRuleId(text: string): text is StatedRuleId {
  return SOURCE_OF_ID.has(text);
}

const LINE_RULE = /^R-[A-Z0-9]+(-[A-Z0-9]+)*-\d{2,3}$/;

/** True if the file of a product line may give a rule this id: its form is right, and its prefix is no other source's. */
export function isLineRuleId(text: string): text is LineRuleId {
  return LINE_RULE.test(text) && !Object.values(SOURCES).some(({ prefix }) => text.startsWith(prefix));
}

/** All ids, in the order of their sources. */
export const RULE_IDS: readonly StatedRuleId[] = [...SOURCE_OF_ID.keys()].filter(isRuleId);

/** Which source a rule comes from; `resolution` and `product` are our own. */
export function sourceOf(id: StatedRuleId): RuleSource {
  return SOURCE_OF_ID.get(id) ?? 'product';
}
