/** Starts a session for a caller. Its token is returned once; only its hash is stored. */
import { randomBytes } from 'node:crypto';
import { SESSION_HOURS } from '../../contracts/sessions.ts';
import { plusMs } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId, sha256Hex } from '../../infra/ids.ts';
import { SESSION_TOKEN_PREFIX } from '../keys/credentials.ts';
import type { SessionDocument } from '../../storage/collections/sessions.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Caller } from '../access/caller.ts';
import { endSessions } from './end-session.ts';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
/** Sessions of one key that live at a time. The oldest end for newer ones. */
const MOST_LIVING = 100;

export interface SignIn {
  /** The caller of the key that was given or that the link stands for. */
  readonly caller: Caller;
  readonly person?: string | undefined;
  readonly device?: string | undefined;
}

export interface StartedSession {
  readonly session: SessionDocument;
  /** Value of the cookie. */
  readonly token: string;
}

/** Throws `forbidden` for a key of a medical platform: no person signs in with it. */
export async function startSession(
  unit: UnitOfWork,
  { caller: { keyId, name, roles, accountIds }, person = name, device }: SignIn,
): Promise<StartedSession> {
  if (roles.every((role) => role === 'platform'))
    throw new DomainError('forbidden', { roles: ['sales', 'delivery', 'operator', 'customer'] });
  const { sessions } = unit.database.models;
  const token = `${SESSION_TOKEN_PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  const session: SessionDocument = {
    _id: newId('ses'),
    keyId,
    roles: [...roles],
    accountIds: accountIds === null ? null : [...accountIds],
    person,
    device: device ?? null,
    hash: sha256Hex(token),
    createdAt: unit.recordedAt,
    expiresAt: plusMs(unit.recordedAt, SESSION_HOURS * HOUR_MS),
    endedAt: null,
  };
  await sessions.insertMany([session], { session: unit.session });
  const living = await sessions
    .find({ keyId, endedAt: null, expiresAt: { $gt: unit.recordedAt } }, { _id: 1 })
    .sort({ _id: -1 })
    .skip(MOST_LIVING)
    .session(unit.session)
    .lean();
  await endSessions(unit, living);
  unit.audit({
    type: 'session.started',
    at: unit.recordedAt,
    accountId: null,
    facts: { sessionId: session._id, keyId, person },
    actor: { ...unit.actor, by: session._id },
  });
  return { session, token };
}
