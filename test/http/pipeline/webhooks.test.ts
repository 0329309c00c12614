/** The webhooks of the document are what platforms receive. Each test of the whole product compares what it has stored. */
import { NOTICE_EVENTS } from '../../../src/contracts/notice-events.ts';
import { NOTICE_KINDS } from '../../../src/domain/kinds.ts';
import { objectOf } from '../../../src/http/openapi/json-schema.ts';
import { webhooksOf } from '../../../src/http/openapi/webhooks.ts';
import { undocumentedIn } from '../../support/documented-notices.ts';

/** The example of a kind, as the document has it. */
function exampleOf(kind: (typeof NOTICE_KINDS)[number]) {
  const { content } = objectOf(objectOf(objectOf(webhooksOf()[kind])['post'])['requestBody']);
  const { examples } = objectOf(objectOf(content)['application/json']);
  return objectOf(objectOf(objectOf(examples)['example1'])['value']);
}

test('there is one webhook for each kind of notice', () => {
  expect(Object.keys(webhooksOf())).toEqual([...NOTICE_KINDS]);
  expect(Object.keys(NOTICE_EVENTS).sort()).toEqual([...NOTICE_KINDS].sort());
});

test.each(NOTICE_KINDS)(
  'the example of %s is a payload as documented, and one more or missing fact is not',
  (kind) => {
    const example = exampleOf(kind);
    const data = objectOf(example['data']);
    const sent = (facts: object) => undocumentedIn(kind, JSON.stringify({ ...example, data: facts }));
    expect(sent(data)).toEqual([]);
    expect(sent({ ...data, undocumented: 1 })).toEqual([expect.stringContaining('undocumented')]);
    expect(sent({ ...data, title: undefined })).toEqual([expect.stringContaining('title')]);
    expect(sent({ ...data, text: { ...objectOf(data['text']), fr: 'x' } })).toHaveLength(1);
    expect(undocumentedIn(kind, JSON.stringify({ ...example, type: 'lot.lost' }))).toHaveLength(1);
  },
);
