import { RULE_IDS } from '../../src/domain/rules.ts';
import { sourceNameOf, statementOf } from '../../src/messages/rules/rules.ts';
import { flawsOf } from './readable.ts';

/** Names and abbreviations that Chinese documents of the field leave as they are. */
const NAMES = ['AIMIS', 'Mimi AI', 'AI', 'API'];

it.each(RULE_IDS)('%s is stated in a sentence of each language, with its source', (id) => {
  const { en, zh } = statementOf(id);
  expect(en).toMatch(/^[A-Z0-9].*\.$/);
  expect(zh).toMatch(/。$/);
  expect([...flawsOf(en, 'en'), ...flawsOf(zh, 'zh', NAMES)]).toEqual([]);
  expect(flawsOf(sourceNameOf(id).zh, 'zh', NAMES)).toEqual([]);
});
