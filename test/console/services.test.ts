/** What the queue of services decides by itself: its lists, the next step, the requests of commands, and what is sent again. */
import { NoResponseError, ProblemError, UnexpectedResponseError } from '../../client/src/index.ts';
import type { Problem } from '../../client/src/errors.ts';
import type { Schemas } from '../../client/src/index.ts';
import { isUnsent } from '../../src/console/api/unsent.ts';
import { wordingOf } from '../../src/console/services/command-wording.ts';
import { stepsOf, type Service } from '../../src/console/services/next-step.ts';
import {
  COMMAND_FORMS,
  commandRequest,
  NO_ANSWERS,
  type DialogCommand,
} from '../../src/console/services/service-commands.ts';
import { filtersIn, queryOf, searchOf, tabsOf } from '../../src/console/services/service-filters.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';

const NOW_MS = Date.parse('2026-03-09T00:00:00.000Z');
const STAFF = tabsOf(['delivery']);

describe('lists', () => {
  const inAddress = (search: string, tabs = STAFF) => filtersIn(new URLSearchParams(search), tabs);

  test('who delivers begins with what is theirs, customers with what they can accept', () => {
    expect(inAddress('').tab).toBe('mine');
    expect(inAddress('tab=nothing').tab).toBe('mine');
    expect(inAddress('', tabsOf(['customer'])).tab).toBe('delivered');
    expect(inAddress('tab=mine', tabsOf(['customer'])).tab).toBe('delivered');
  });

  test('an address and its filters say the same', () => {
    const filters = inAddress('tab=due&query=%20North%20&accountId=acc_1&color=red');
    expect(filters).toEqual({ tab: 'due', query: 'North', accountId: 'acc_1' });
    expect(inAddress(searchOf(filters))).toEqual(filters);
  });

  test.each([
    ['mine', { open: 'true', assignee: 'key_1' }],
    ['unassigned', { open: 'true', unassigned: 'true' }],
    ['due', { open: 'true', dueBefore: '2026-04-08T00:00:00.000Z' }],
    ['delivered', { state: 'delivered' }],
    ['all', {}],
  ] as const)('the API is asked for "%s" with fields that it has', (tab, asked) => {
    const query = queryOf({ tab, query: 'North' }, 'key_1', NOW_MS);
    expect(query).toEqual({ ...asked, query: 'North' });
    expect(API_ROUTES.listServices.query.safeParse(query)).toMatchObject({ success: true });
  });
});

describe('the next step', () => {
  const ME = { keyId: 'key_1', roles: ['delivery'] };
  const CUSTOMER = { keyId: 'key_2', roles: ['customer'] };
  const service = (given: Partial<Service>) =>
    ({ actions: [], state: 'available', ...given }) as unknown as Service;
  const started = { state: 'in_delivery', actions: ['assign', 'deliver'] } as const;
  const delivered = { state: 'delivered', actions: ['assign', 'accept', 'reject'] } as const;

  test.each([
    ['a free service', { actions: ['assign', 'start'] }, 'take', ['assign', 'start']],
    ['one’s own', { actions: ['assign', 'start'], assignee: 'key_1' }, 'start', ['assign']],
    ['another’s', { actions: ['assign', 'start'], assignee: 'Ben' }, null, ['take', 'assign', 'start']],
    ['one’s own, begun', { ...started, assignee: 'key_1' }, 'deliver', ['assign']],
    ['one’s own, delivered', { ...delivered, assignee: 'key_1' }, 'link', ['assign', 'accept', 'reject']],
    ['a free one, delivered', delivered, 'link', ['take', 'assign', 'accept', 'reject']],
    ['running maintenance', { state: 'running', actions: ['assign'] }, null, ['take', 'assign']],
    ['what is over', { state: 'lapsed' }, null, []],
  ] as [string, Partial<Service>, string | null, string[]][])('of %s', (_name, given, next, more) => {
    expect(stepsOf(service(given), ME)).toEqual({ next, more });
  });

  test('of a customer is to accept, and there is no link to send', () => {
    expect(stepsOf(service({ state: 'delivered', actions: ['accept', 'reject'] }), CUSTOMER)).toEqual({
      next: 'accept',
      more: ['reject'],
    });
    expect(stepsOf(service({ state: 'available' }), CUSTOMER)).toEqual({ next: null, more: [] });
  });
});

const PHOTO: Schemas['StoredFile'] = {
  id: 'fil_1',
  name: 'site.png',
  size: 10,
  contentType: 'image/png',
  sha256: '0'.repeat(64),
};

describe('commands', () => {
  const answers = {
    ...NO_ANSWERS,
    assignee: ' Ben ',
    person: ' Dr. Chen ',
    reason: 'Late',
    startBy: '2026-04-01',
  };
  const ROUTES = {
    assign: API_ROUTES.assignService,
    start: API_ROUTES.startService,
    deliver: API_ROUTES.deliverService,
    accept: API_ROUTES.acceptService,
    reject: API_ROUTES.rejectService,
    extend: API_ROUTES.extendService,
  };

  test.each(Object.keys(COMMAND_FORMS) as DialogCommand[])(
    '%s is a request that the API takes',
    (command) => {
      const route = ROUTES[command];
      for (const given of [answers, { ...answers, note: ' On site ', file: PHOTO }]) {
        const { path, body } = commandRequest(command, 'svc_1', given);
        expect(path).toBe(route.path.replace('{id}', 'svc_1'));
        expect(route.body.safeParse(body)).toMatchObject({ success: true });
      }
    },
  );

  test('evidence is what was given', () => {
    const bodyOf = (note: string, file: Schemas['StoredFile'] | null) =>
      commandRequest('deliver', 'svc_1', { ...NO_ANSWERS, note, file }).body;
    expect(bodyOf(' ', null)).toEqual({});
    expect(bodyOf(' On site ', null)).toEqual({ evidence: { note: 'On site' } });
    expect(bodyOf('', PHOTO)).toEqual({ evidence: { document: { fileId: 'fil_1' } } });
  });
});

test('what customers decide, staff record on their behalf', () => {
  const wordings = (roles: string[]) =>
    (['accept', 'reject', 'deliver'] as const).map((command) => wordingOf(command, roles));
  expect(wordings(['customer'])).toEqual(['accept', 'reject', 'deliver']);
  expect(wordings(['delivery'])).toEqual(['acceptFor', 'rejectFor', 'deliver']);
});

describe('what is sent again', () => {
  const problem = (code: string) => new ProblemError({ code, status: 409, detail: '' } as unknown as Problem);

  test('is a command whose outcome is unknown', () => {
    expect(isUnsent(null)).toBe(false);
    expect(isUnsent(new NoResponseError(new TypeError('Failed to fetch')))).toBe(true);
    expect(isUnsent(new UnexpectedResponseError(502, 'Bad gateway'))).toBe(true);
    expect(isUnsent(new UnexpectedResponseError(404, 'Not found'))).toBe(false);
    for (const code of ['unavailable', 'rate_limited', 'idempotency_in_flight'])
      expect(isUnsent(problem(code))).toBe(true);
    expect(isUnsent(problem('illegal_transition'))).toBe(false);
  });
});
