/** The customers' two platforms: where notices go, and the secrets that sign them. */
import type { Instant } from '../../domain/instant.ts';
import { data, flag, text, textOrNull, type CollectionDeclaration } from '../define.ts';
import type { Platform } from './work.ts';

/** A secret that signs, sealed. Times are the server's. */
export interface WebhookSecret {
  encrypted: string;
  createdAt: Instant;
  /** Null for the one in force; the others sign too until then. */
  expiresAt: Instant | null;
}

export interface PlatformDocument {
  _id: Platform;
  url: string | null;
  /** Where notices of sandbox accounts go, and no others. */
  sandboxUrl: string | null;
  enabled: boolean;
  /** Newest first. */
  secrets: WebhookSecret[];
  updatedAt: Instant;
}

export const platforms: CollectionDeclaration = {
  name: 'platforms',
  fields: { url: textOrNull, sandboxUrl: textOrNull, enabled: flag, secrets: data, updatedAt: text },
  indexes: [],
};

type Endpoints = Pick<PlatformDocument, 'url' | 'sandboxUrl' | 'enabled'>;

/** Where a platform wants notices of this kind of account; null where they are kept in the built-in inbox (api.md §6). */
export function endpointOf(platform: Endpoints | null | undefined, sandbox: boolean): string | null {
  if (!platform?.enabled) return null;
  return sandbox ? platform.sandboxUrl : platform.url;
}
