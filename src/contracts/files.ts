/** Files: signed agreements, bank statements, acceptance records; each belongs to one account (api.md §6, decision D-24). */
import { z } from 'zod';
import { bytes, id, sha256, text } from './primitives.ts';
import type { Role } from './roles.ts';
import type { RouteTable } from './route.ts';

/** 10 MiB. */
export const LARGEST_FILE_BYTES = 10_485_760;

export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** Medical platforms cannot use files. */
const FILE_ROLES: readonly Role[] = ['sales', 'delivery', 'operator', 'customer'];

/** A name that is valid on every file system. */
export const fileName = text.regex(/^[^/\\]+$/);

export const file = z
  .strictObject({ id, name: text, size: z.int().min(1), contentType: z.enum(FILE_TYPES), sha256 })
  .meta({ id: 'StoredFile' });
export type File = z.output<typeof file>;

export const fileRoutes = {
  uploadFile: {
    method: 'post',
    path: '/v1/files',
    tag: 'Files',
    summary: 'Stores a PDF, JPEG or PNG of at most 10 MiB. X-File-Name is its name, percent-encoded.',
    roles: FILE_ROLES,
    query: z.strictObject({ accountId: id.meta({ examples: ['acc_01jb5w8q2m3n4p5r6s7t8v9w0x'] }) }),
    consumes: FILE_TYPES,
    requestHeaders: {
      'X-File-Name': {
        description: 'Name of the file, percent-encoded; up to 200 characters without slashes.',
        schema: { type: 'string', minLength: 1 },
        example: 'COOP-2025-17.pdf',
      },
    },
    responses: { 201: file },
    idempotency: 'transactional',
    errors: ['not_found', 'payload_too_large', 'validation_failed'],
  },
  getFile: {
    method: 'get',
    path: '/v1/files/{id}',
    tag: 'Files',
    summary: 'Downloads the file as an attachment; it is never rendered in a page.',
    roles: FILE_ROLES,
    responses: { 200: bytes },
    produces: 'application/octet-stream',
    mediaTypes: FILE_TYPES,
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
