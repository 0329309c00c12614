/** The customers' two platforms: their notice endpoints, and the secrets that sign notices. */
import type { Instant } from '../../domain/instant.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text } from '../fields.ts';

export type Platform = 'business' | 'management';
export const PLATFORMS: readonly Platform[] = ['business', 'management'];

/** A signing secret, encrypted. Times are the server's. */
export interface WebhookSecret {
  encrypted: string;
  createdAt: Instant;
  /** Null for the current secret. A replaced one signs as well until it expires. */
  expiresAt: Instant | null;
}

export type PlatformDocument = DocumentOf<typeof platforms>;

export const platforms = defineCollection({
  name: 'platforms',
  fields: {
    _id: id<Platform>(),
    url: orNull(text()),
    /** Receives the notices of sandbox accounts, and no others. */
    sandboxUrl: orNull(text()),
    enabled: flag(),
    /** Newest first. */
    secrets: data<WebhookSecret[]>(),
    updatedAt: instant(),
  },
  indexes: [],
});

type Endpoints = Pick<PlatformDocument, 'url' | 'sandboxUrl' | 'enabled'>;

/** The endpoint for notices of this kind of account; null if they go to the built-in inbox (api.md §6). */
export function endpointOf(platform: Endpoints | null | undefined, sandbox: boolean): string | null {
  if (!platform?.enabled) return null;
  return sandbox ? platform.sandboxUrl : platform.url;
}
