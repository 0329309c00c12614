/** One-use links with which people sign in to the console of a stack that has just started (decision D-04). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DevelopmentKeys } from './development-secrets.ts';

const ASK_LIMIT_MS = 5_000;

/** Nobody signs in with the key of a medical platform. */
const PEOPLE = ['sales', 'delivery', 'operator'] as const satisfies readonly (keyof DevelopmentKeys)[];

const created = z.object({ url: z.url(), expiresAt: z.iso.datetime() });

export interface SignInLink extends z.output<typeof created> {
  readonly role: (typeof PEOPLE)[number];
}

/** A link for each key of people. A role has none if the API at this address does not create one. */
export async function signInLinks(keys: DevelopmentKeys, apiUrl: string): Promise<SignInLink[]> {
  const links = await Promise.all(
    PEOPLE.map(async (role): Promise<SignInLink[]> => {
      const key = keys[role];
      const link = key === undefined ? null : await newLink(key, apiUrl);
      return link === null ? [] : [{ role, ...link }];
    }),
  );
  return links.flat();
}

async function newLink(key: string, apiUrl: string): Promise<z.output<typeof created> | null> {
  try {
    const response = await fetch(`${apiUrl}/v1/sign-in-links`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: '{}',
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
    const link = created.safeParse(await response.json());
    return link.success ? link.data : null;
  } catch {
    // The stack is ready without a link; a key signs in too.
    return null;
  }
}
