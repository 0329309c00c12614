/** Stores a file of an account. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { typeOf } from './file-check.ts';

export type StoredFile = Schemas['StoredFile'];

/** 10 MiB take a while on the line of a phone. */
const LIMITS = { attempts: 5, attemptMs: 120_000, totalMs: 300_000 };

export interface Upload {
  readonly file: File;
  /** The same for every attempt to store this file, so that it is stored once. */
  readonly idempotencyKey: string;
  /** Ends the upload. */
  readonly signal: AbortSignal;
}

export function useUpload(accountId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ file, idempotencyKey, signal }: Upload): Promise<StoredFile> =>
      api.post('/v1/files', {
        query: { accountId },
        headers: { 'X-File-Name': encodeURIComponent(file.name) },
        contentType: typeOf(file) ?? 'application/pdf',
        body: file,
        idempotencyKey,
        signal,
        limits: LIMITS,
      }),
  });
}
