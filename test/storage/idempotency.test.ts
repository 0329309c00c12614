import { DomainError } from '../../src/domain/errors.ts';
import { runIdempotentTransaction } from '../../src/storage/idempotency/run-idempotent-transaction.ts';
import {
  requestKeyOf,
  type IdempotencyRequest,
  type StoredResponse,
} from '../../src/storage/idempotency/stored-response.ts';
import { runUnderLease } from '../../src/storage/idempotency/run-under-lease.ts';
import type { UnitOfWork } from '../../src/storage/unit-of-work.ts';
import { newId } from '../../src/infra/ids.ts';
import { TESTER } from '../support/order-fixtures.ts';
import { useFixture } from '../support/use-fixture.ts';

const fixture = useFixture();

/** Requests wait for each other within one process only. A copy of the database object stands for another process. */
const anotherProcess = () => ({ ...fixture, database: { ...fixture.database } });

const requestOf = (given: Partial<IdempotencyRequest> = {}): IdempotencyRequest => ({
  scope: 'key_1',
  key: newId('cmd'),
  route: 'POST /v1/things',
  bodyHash: 'body',
  ...given,
});

const RESPONSE: StoredResponse<object> = { status: 201, body: { id: 'thing' } };
/** Read from this server alone, because a lease is acknowledged before the majority has it. */
const recordOf = (request: IdempotencyRequest) =>
  fixture.database.models.idempotency.findById(requestKeyOf(request)).readConcern('local').lean();

/** The rules are the same for both ways. */
const WAYS = [
  {
    name: 'in one transaction',
    run: (request: IdempotencyRequest, work: () => Promise<StoredResponse<object>>) =>
      runIdempotentTransaction(fixture, request, TESTER, work),
  },
  {
    name: 'under a lease',
    run: (request: IdempotencyRequest, work: () => Promise<StoredResponse<object>>) =>
      runUnderLease(fixture, request, work),
  },
];

describe.each(WAYS)('a request run $name', ({ run }) => {
  it('runs once; its repeat gets the first response', async () => {
    const work = jest.fn(() => Promise.resolve(RESPONSE));
    const request = requestOf();
    expect(await run(request, work)).toEqual({ ...RESPONSE, replayed: false });
    expect(await run(request, work)).toEqual({ ...RESPONSE, replayed: true });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each([{ bodyHash: 'other' }, { route: 'POST /v1/others' }])(
    'is refused under a key used with another %o',
    async (other) => {
      const request = requestOf();
      await run(request, () => Promise.resolve(RESPONSE));
      const work = jest.fn(() => Promise.resolve(RESPONSE));
      await expect(run({ ...request, ...other }, work)).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
      expect(work).not.toHaveBeenCalled();
    },
  );

  it("shares no key with another caller's", async () => {
    const request = requestOf();
    await run(request, () => Promise.resolve(RESPONSE));
    expect(await run({ ...request, scope: 'key_2' }, () => Promise.resolve(RESPONSE))).toMatchObject({
      replayed: false,
    });
  });

  it('does not burn its key by failing', async () => {
    const request = requestOf();
    const refusal = new DomainError('sandbox_only', {});
    await expect(run(request, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await recordOf(request)).toBeNull();
    expect(await run({ ...request, bodyHash: 'corrected' }, () => Promise.resolve(RESPONSE))).toMatchObject({
      replayed: false,
    });
  });

  it('shows a secret once', async () => {
    const request = requestOf();
    const work = () => Promise.resolve({ status: 201, body: { key: 'secret' }, storedBody: { key: null } });
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
  ])('make one effect, and all get its response, %s', async (_where, count, processOf) => {
    const request = requestOf();
    const responses = await Promise.all(
      Array.from({ length: count }, () =>
        runIdempotentTransaction(processOf(), request, TESTER, async (unit) => {
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
    expect(responses.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const ids = new Set(responses.map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(await fixture.database.models.audit.countDocuments({ 'facts.key': request.key })).toBe(1);
  });

  it('wait for the first, and the next is carried out where it was refused', async () => {
    const request = requestOf();
    const refusal = new DomainError('sandbox_only', {});
    const work = jest
      .fn(() => Promise.resolve(RESPONSE))
      .mockImplementationOnce(() => Promise.reject(refusal));
    const fates = await Promise.allSettled(
      [1, 2, 3].map(() => runIdempotentTransaction(fixture, request, TESTER, work)),
    );
    expect(fates.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('with another body are another request, also while the first one runs', async () => {
    const request = requestOf();
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const first = runIdempotentTransaction(fixture, request, TESTER, async () => {
      await finished;
      return RESPONSE;
    });
    await expect(
      runIdempotentTransaction(fixture, { ...request, bodyHash: 'other' }, TESTER, () =>
        Promise.resolve(RESPONSE),
      ),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    finish();
    expect(await first).toMatchObject({ replayed: false });
  });

  it('all get its response even if nothing is left for the second to do', async () => {
    const request = requestOf();
    const { consortia } = fixture.database.models;
    const _id = newId('con');
    const close = (unit: UnitOfWork) => consortia.findOneAndDelete({ _id }, { session: unit.session }).lean();
    await consortia.insertMany([{ _id, accountId: 'acc_1', name: 'one', createdAt: fixture.serverNow() }]);
    const responses = await Promise.all(
      [1, 2, 3].map(() =>
        runIdempotentTransaction(fixture, request, TESTER, async (unit) => {
          if ((await close(unit)) === null)
            throw new DomainError('not_found', { kind: 'consortium', id: _id });
          return { status: 200, body: { closed: _id } };
        }),
      ),
    );
    expect(responses.map(({ body }) => body)).toEqual([{ closed: _id }, { closed: _id }, { closed: _id }]);
    expect(responses.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
});

describe('a lease', () => {
  const insertLease = async (request: IdempotencyRequest, leasedUntilMs: number): Promise<void> => {
    await fixture.database.models.idempotency.insertMany([
      {
        _id: requestKeyOf(request),
        route: request.route,
        bodyHash: request.bodyHash,
        state: 'leased',
        leasedBy: 'a process that died',
        leasedUntilMs,
        response: null,
        createdAt: fixture.serverNow(),
      },
    ]);
  };

  it('that holds refuses its repeat as in flight, and another body as another request', async () => {
    const request = requestOf();
    await insertLease(request, Date.now() + 60_000);
    const work = jest.fn(() => Promise.resolve(RESPONSE));
    await expect(runUnderLease(fixture, request, work)).rejects.toMatchObject({
      code: 'idempotency_in_flight',
    });
    await expect(runUnderLease(fixture, { ...request, bodyHash: 'other' }, work)).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect(work).not.toHaveBeenCalled();
  });

  it('of a dead process expires, and the repeat takes it over and its response is stored', async () => {
    const request = requestOf();
    await insertLease(request, Date.now() - 1);
    expect(await runUnderLease(fixture, request, () => Promise.resolve(RESPONSE))).toMatchObject({
      replayed: false,
    });
    expect(await runUnderLease(fixture, request, () => Promise.reject(new Error('not again')))).toMatchObject(
      {
        replayed: true,
      },
    );
  });

  it('that ran out and was taken over belongs to its successor, whatever becomes of the first', async () => {
    const { idempotency } = fixture.database.models;
    const request = requestOf();
    let fail: (error: Error) => void = () => undefined;
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = runUnderLease(fixture, request, () => {
      begun();
      return new Promise<StoredResponse<object>>((_resolve, reject) => (fail = reject));
    });
    await hasBegun;
    await idempotency.updateOne({ _id: requestKeyOf(request) }, { $set: { leasedUntilMs: Date.now() - 1 } });
    const second = await runUnderLease(anotherProcess(), request, async () => {
      fail(new Error('too slow'));
      await expect(slow).rejects.toThrow('too slow');
      expect(await recordOf(request)).toMatchObject({ state: 'leased' });
      return RESPONSE;
    });
    expect(second).toMatchObject({ replayed: false });
    expect(await recordOf(request)).toMatchObject({ state: 'done', leasedBy: null });
  });

  it('that ran out goes to one of those who come at the same moment', async () => {
    const request = requestOf();
    await insertLease(request, Date.now() - 1);
    let finish: (response: StoredResponse<object>) => void = () => undefined;
    const response = new Promise<StoredResponse<object>>((resolve) => (finish = resolve));
    const work = jest.fn(() => response);
    const both = [runUnderLease(fixture, request, work), runUnderLease(anotherProcess(), request, work)];
    await expect(Promise.race(both.map((one) => one.then(() => 'responded')))).rejects.toMatchObject({
      code: 'idempotency_in_flight',
    });
    finish(RESPONSE);
    const fates = await Promise.allSettled(both);
    expect(fates.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
