import { DomainError } from '../../src/domain/errors.ts';
import {
  claimed,
  once,
  requestKeyOf,
  type IdempotencyRequest,
  type StoredResponse,
} from '../../src/storage/idempotency.ts';
import type { UnitOfWork } from '../../src/storage/unit-of-work.ts';
import { newId } from '../../src/infra/ids.ts';
import { closeFixture, openFixture, TESTER, type OrderFixture } from '../support/order-fixtures.ts';

let fixture: OrderFixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => closeFixture(fixture));

/** What requests of one process do not share with those of another. */
const anotherProcess = () => ({ ...fixture, database: { ...fixture.database } });

const requestOf = (given: Partial<IdempotencyRequest> = {}): IdempotencyRequest => ({
  scope: 'key_1',
  key: newId('cmd'),
  route: 'POST /v1/things',
  bodyHash: 'body',
  ...given,
});

const ANSWER: StoredResponse<object> = { status: 201, body: { id: 'thing' } };
/** As it is on this server: a claim waits for no majority. */
const recordOf = (request: IdempotencyRequest) =>
  fixture.database.models.idempotency.findById(requestKeyOf(request)).readConcern('local').lean();

/** The same rules hold whichever way an effect is made. */
const WAYS = [
  {
    name: 'in one transaction',
    run: (request: IdempotencyRequest, work: () => Promise<StoredResponse<object>>) =>
      once(fixture, request, TESTER, work),
  },
  {
    name: 'under a claim',
    run: (request: IdempotencyRequest, work: () => Promise<StoredResponse<object>>) =>
      claimed(fixture, request, work),
  },
];

describe.each(WAYS)('a request carried out $name', ({ run }) => {
  it('is carried out once; its repeat gets the first answer', async () => {
    const work = jest.fn(() => Promise.resolve(ANSWER));
    const request = requestOf();
    expect(await run(request, work)).toEqual({ ...ANSWER, replayed: false });
    expect(await run(request, work)).toEqual({ ...ANSWER, replayed: true });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each([{ bodyHash: 'other' }, { route: 'POST /v1/others' }])(
    'is refused under a key used with another %o',
    async (other) => {
      const request = requestOf();
      await run(request, () => Promise.resolve(ANSWER));
      const work = jest.fn(() => Promise.resolve(ANSWER));
      await expect(run({ ...request, ...other }, work)).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
      expect(work).not.toHaveBeenCalled();
    },
  );

  it("shares no key with another caller's", async () => {
    const request = requestOf();
    await run(request, () => Promise.resolve(ANSWER));
    expect(await run({ ...request, scope: 'key_2' }, () => Promise.resolve(ANSWER))).toMatchObject({
      replayed: false,
    });
  });

  it('does not burn its key by failing', async () => {
    const request = requestOf();
    const refusal = new DomainError('sandbox_only', {});
    await expect(run(request, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await recordOf(request)).toBeNull();
    expect(await run({ ...request, bodyHash: 'corrected' }, () => Promise.resolve(ANSWER))).toMatchObject({
      replayed: false,
    });
  });

  it('shows a secret once', async () => {
    const request = requestOf();
    const work = () => Promise.resolve({ status: 201, body: { key: 'secret' }, kept: { key: null } });
    expect((await run(request, work)).body).toEqual({ key: 'secret' });
    expect((await run(request, work)).body).toEqual({ key: null });
    expect(JSON.stringify(await recordOf(request))).not.toContain('secret');
  });
});

describe('requests at the same moment, each in one transaction,', () => {
  const consortium = (unit: UnitOfWork, _id: string) =>
    unit.database.models.consortia.insertMany(
      [{ _id, accountId: 'acc_1', name: 'one', createdAt: unit.recordedAt }],
      { session: unit.session },
    );

  it.each([
    ['in one process', 100, () => fixture],
    ['in several processes', 6, anotherProcess],
  ])('make one effect, and all get its answer, %s', async (_where, count, processOf) => {
    const request = requestOf();
    const answers = await Promise.all(
      Array.from({ length: count }, () =>
        once(processOf(), request, TESTER, async (unit) => {
          const id = newId('con');
          await consortium(unit, id);
          unit.audit({
            type: 'consortium.created',
            at: unit.recordedAt,
            accountId: null,
            facts: { key: request.key },
          });
          return { status: 201, body: { id } };
        }),
      ),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const ids = new Set(answers.map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(await fixture.database.models.audit.countDocuments({ 'facts.key': request.key })).toBe(1);
  });

  it('wait for the first, and the next is carried out where it was refused', async () => {
    const request = requestOf();
    const refusal = new DomainError('sandbox_only', {});
    const work = jest.fn(() => Promise.resolve(ANSWER)).mockImplementationOnce(() => Promise.reject(refusal));
    const fates = await Promise.allSettled([1, 2, 3].map(() => once(fixture, request, TESTER, work)));
    expect(fates.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('with another body are another request, also while the first one runs', async () => {
    const request = requestOf();
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const first = once(fixture, request, TESTER, async () => {
      await finished;
      return ANSWER;
    });
    await expect(
      once(fixture, { ...request, bodyHash: 'other' }, TESTER, () => Promise.resolve(ANSWER)),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    finish();
    expect(await first).toMatchObject({ replayed: false });
  });

  it('all get its answer also where nothing is left for the second to do', async () => {
    const request = requestOf();
    const { consortia } = fixture.database.models;
    const _id = newId('con');
    const close = (unit: UnitOfWork) => consortia.findOneAndDelete({ _id }, { session: unit.session }).lean();
    await consortia.insertMany([{ _id, accountId: 'acc_1', name: 'one', createdAt: fixture.serverNow() }]);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        once(fixture, request, TESTER, async (unit) => {
          if ((await close(unit)) === null)
            throw new DomainError('not_found', { kind: 'consortium', id: _id });
          return { status: 200, body: { closed: _id } };
        }),
      ),
    );
    expect(answers.map(({ body }) => body)).toEqual([{ closed: _id }, { closed: _id }, { closed: _id }]);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
});

describe('a claim', () => {
  const claim = async (request: IdempotencyRequest, leasedUntilMs: number): Promise<void> => {
    await fixture.database.models.idempotency.insertMany([
      {
        _id: requestKeyOf(request),
        route: request.route,
        bodyHash: request.bodyHash,
        state: 'claimed',
        leasedBy: 'a process that died',
        leasedUntilMs,
        answer: null,
        createdAt: fixture.serverNow(),
      },
    ]);
  };

  it('that holds refuses its repeat as in flight, and another body as another request', async () => {
    const request = requestOf();
    await claim(request, Date.now() + 60_000);
    const work = jest.fn(() => Promise.resolve(ANSWER));
    await expect(claimed(fixture, request, work)).rejects.toMatchObject({ code: 'idempotency_in_flight' });
    await expect(claimed(fixture, { ...request, bodyHash: 'other' }, work)).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect(work).not.toHaveBeenCalled();
  });

  it('whose process died runs out, and the repeat takes it over and is kept', async () => {
    const request = requestOf();
    await claim(request, Date.now() - 1);
    expect(await claimed(fixture, request, () => Promise.resolve(ANSWER))).toMatchObject({ replayed: false });
    expect(await claimed(fixture, request, () => Promise.reject(new Error('not again')))).toMatchObject({
      replayed: true,
    });
  });

  it('that ran out and was taken over belongs to its successor, whatever becomes of the first', async () => {
    const { idempotency } = fixture.database.models;
    const request = requestOf();
    let fail: (error: Error) => void = () => undefined;
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = claimed(fixture, request, () => {
      begun();
      return new Promise<StoredResponse<object>>((_resolve, reject) => (fail = reject));
    });
    await hasBegun;
    await idempotency.updateOne({ _id: requestKeyOf(request) }, { $set: { leasedUntilMs: Date.now() - 1 } });
    const second = await claimed(anotherProcess(), request, async () => {
      fail(new Error('too slow'));
      await expect(slow).rejects.toThrow('too slow');
      expect(await recordOf(request)).toMatchObject({ state: 'claimed' });
      return ANSWER;
    });
    expect(second).toMatchObject({ replayed: false });
    expect(await recordOf(request)).toMatchObject({ state: 'done', leasedBy: null });
  });

  it('that ran out goes to one of those who come at the same moment', async () => {
    const request = requestOf();
    await claim(request, Date.now() - 1);
    let finish: (answer: StoredResponse<object>) => void = () => undefined;
    const answer = new Promise<StoredResponse<object>>((resolve) => (finish = resolve));
    const work = jest.fn(() => answer);
    const both = [claimed(fixture, request, work), claimed(anotherProcess(), request, work)];
    await expect(Promise.race(both.map((one) => one.then(() => 'answered')))).rejects.toMatchObject({
      code: 'idempotency_in_flight',
    });
    finish(ANSWER);
    const fates = await Promise.allSettled(both);
    expect(fates.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
