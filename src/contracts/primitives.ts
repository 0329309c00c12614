/** Schemas that every resource uses: text, ids, instants, dates, durations, time zones, money. */
import { z } from 'zod';
import { addDuration, FIRST_DATE, isDuration, isTimeZone, LAST_DATE } from '../domain/calendar.ts';
import { isClockInstant, isInstant, nearestInstant, type Instant } from '../domain/instant.ts';
import type { Json } from '../domain/json.ts';
import { CURRENCIES } from '../domain/currencies.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const ID_LENGTH = 128;
const TEXT_LENGTH = 200;
const PROSE_LENGTH = 2_000;
const VERBATIM_LENGTH = 4_096;

/** Not allowed in one line (D-06): control characters, line breaks, bidirectional overrides and lone surrogates. */
const NOT_OF_A_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Longer texts may contain line breaks and tabs. */
const NOT_OF_PROSE = /\p{Cs}|(?![\n\t])\p{Cc}/u;

/**
 * The same rules as patterns of the OpenAPI document. Its patterns know no properties of characters, and its texts no lone
 * surrogates. Trimmed texts need one character that is no white space.
 */
const WHITE_SPACE = String.raw`\x20\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff`;
const NO_LINE = String.raw`\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069`;
const NO_PROSE = String.raw`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f`;
const LINE_BREAKS = String.raw`\t\n\r\u2028\u2029`;
const LINE_PATTERN = `^[^${NO_LINE}]*$`;
const TEXT_PATTERN = `^[^${NO_LINE}]*[^${NO_LINE}${WHITE_SPACE}][^${NO_LINE}]*$`;
const PROSE_PATTERN = `^[^${NO_PROSE}]*[^${NO_PROSE}${WHITE_SPACE}${LINE_BREAKS}][^${NO_PROSE}]*$`;
const VERBATIM_PATTERN = `^[^${NO_PROSE}]*$`;

// Lengths count UTF-16 code units of at most three bytes each, so they also bound the stored bytes.
export const line = z
  .string()
  .refine((given) => !NOT_OF_A_LINE.test(given), { error: schemaViolation('not_a_line') });
const lines = z
  .string()
  .overwrite((given) => given.replace(/\r\n?/g, '\n'))
  .refine((given) => !NOT_OF_PROSE.test(given), { error: schemaViolation('not_prose') });

/** An id: a prefixed string, opaque to clients. Whether it exists is decided by looking it up. */
export const id = line.min(1).max(ID_LENGTH).meta({ pattern: LINE_PATTERN });

/** One line of text, trimmed and normalized (NFC), so that equal texts compare equal. */
export const text = line.trim().normalize('NFC').min(1).max(TEXT_LENGTH).meta({ pattern: TEXT_PATTERN });

/** A sentence or two: reasons, notes. */
export const prose = lines.trim().min(1).max(PROSE_LENGTH).meta({ pattern: PROSE_PATTERN });

/** A text that is stored unchanged, such as a secret. */
export const verbatim = lines.min(1).max(VERBATIM_LENGTH).meta({ pattern: VERBATIM_PATTERN });

/**
 * An idempotency key: 1 to 255 printable ASCII characters, no space at either end (D-07). HTTP strips the
 * spaces around a header value, so the second condition matters only for the keys of a batch.
 */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, { error: schemaViolation('not_a_key') });

/** A quantity or count that is an integer ≥ 1. */
export const positive = z.int().min(1);

/** A number of units, an integer ≥ 0. */
export const units = z.int().min(0);

/** Years of storage of a unit: annual packages are sold for 1 to 30 years (D-08). */
export const storageYears = z.int().min(1).max(30);

/** An instant in responses: UTC with milliseconds. */
export const instant = z
  .string()
  .refine(isInstant, { error: schemaViolation('not_an_instant') })
  .meta({ id: 'Instant', format: 'date-time', examples: ['2026-03-07T16:00:00.000Z'] }) as z.ZodType<Instant>;

const YEARS = String.raw`(?:19[7-9]\d|[2-8]\d{3}|9[0-8]\d\d|99[0-8]\d|999[0-8])`;

/** Pattern of dates and instants before the year 3000. */
export const BEFORE_3000 = String.raw`^(?:19[7-9]\d|2\d{3})-`;

/** An instant in requests: any offset and precision. Parsed to the canonical form, truncated to milliseconds. */
export const instantInput = z.iso
  .datetime({ offset: true, error: schemaViolation('not_an_instant') })
  .transform((text, context): Instant => {
    const ms = Date.parse(text);
    const canonical = nearestInstant(ms);
    // An offset can also move an instant out of the range.
    if (Date.parse(canonical) === ms) return canonical;
    context.addIssue({ code: 'custom', message: schemaViolation('not_an_instant') });
    return z.NEVER;
  })
  .meta({
    id: 'InstantInput',
    description:
      'RFC 3339 with any offset and precision; returned in UTC with milliseconds. Years 1970 to 9998.',
    examples: ['2026-03-07T16:00:00.000Z'],
  });

/** A calendar date within the range of instants. */
export const date = z.iso
  .date()
  .refine((on) => on >= FIRST_DATE && on <= LAST_DATE, { error: schemaViolation('not_a_date') })
  .meta({
    id: 'CalendarDate',
    description: 'A date of the calendar, from 1969-12-31 to 9998-12-31.',
    pattern: String.raw`^(?:1969-12-31|${YEARS}-\d\d-\d\d)$`,
    examples: ['2026-03-07'],
  });

/** An instant to which a clock can be set: far enough from both ends of the range for every term and storage period. */
export const clockInstant = instantInput
  .refine(isClockInstant, { error: schemaViolation('not_a_clock_instant') })
  .meta({ pattern: BEFORE_3000 });

/** True for an ISO 8601 duration of at most a hundred years. */
function isDurationOfACentury(text: string): boolean {
  if (!isDuration(text)) return false;
  try {
    return addDuration('2000-01-01T00:00:00.000Z', text, 'UTC') <= '2100-01-01T00:00:00.000Z';
  } catch {
    return false;
  }
}

/** An ISO 8601 duration, not negative. */
export const duration = z
  .string()
  .max(64)
  .refine(isDurationOfACentury, { error: schemaViolation('not_a_duration') })
  .meta({
    format: 'duration',
    pattern: String.raw`^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d{1,9})?S)?)?$`,
    description: 'ISO 8601, not negative, at most a hundred years.',
    examples: ['PT24H', 'P1Y'],
  });

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: schemaViolation('not_a_time_zone') })
  .meta({ description: 'IANA time zone.', examples: ['Asia/Shanghai'] });

/** Hex SHA-256 of a document that is stored elsewhere. */
export const sha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/)
  .meta({
    description: 'Hex SHA-256, returned in lower case.',
    pattern: '^[0-9a-fA-F]{64}$',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  });

/** A document in responses: name and hash, and the id if it is a file of the account. */
export const documentReference = z
  .strictObject({ name: text, sha256, fileId: id.optional() })
  .meta({ id: 'DocumentReference' });

/** A document in requests: name and hash of one that is stored elsewhere, or a file of the account. */
export const documentInput = z
  .strictObject({ name: text.optional(), sha256: sha256.optional(), fileId: id.optional() })
  .refine(
    ({ name, sha256: hash, fileId }) =>
      fileId === undefined
        ? name !== undefined && hash !== undefined
        : name === undefined && hash === undefined,
    { error: schemaViolation('document_or_file') },
  )
  .meta({
    id: 'DocumentInput',
    oneOf: [
      { required: ['fileId'], maxProperties: 1 },
      { required: ['name', 'sha256'], maxProperties: 2 },
    ],
  });
export type DocumentInput = z.output<typeof documentInput>;

/** ISO 4217. */
export const currency = z.enum(CURRENCIES);

/** Integer minor units of ISO 4217: cents of USD, yen of JPY, fils of KWD. */
export const money = z
  .strictObject({ amountMinor: z.int(), currency })
  .meta({ id: 'Money', examples: [{ amountMinor: 14_160_000, currency: 'USD' }] });

/** An amount of money > 0. */
export const paidMoney = z.strictObject({ amountMinor: positive, currency }).meta({ id: 'PaidMoney' });

/** Evidence of an event outside the system: a note, a document, or both. */
export const evidence = z
  .strictObject({ note: prose.optional(), document: documentInput.optional() })
  .refine(({ note, document }) => note !== undefined || document !== undefined, {
    error: schemaViolation('evidence_empty'),
  })
  .meta({
    id: 'Evidence',
    minProperties: 1,
    examples: [{ note: 'Bank statement of 7 March' }],
  });
export type EvidenceInput = z.output<typeof evidence>;

/** Evidence in responses. */
export const shownEvidence = z
  .strictObject({ note: prose.optional(), document: documentReference.optional() })
  .meta({ id: 'ShownEvidence' });

/** Text in the two languages of the product. */
export const localized = z.strictObject({ en: z.string(), zh: z.string() }).meta({ id: 'Localized' });

/** Any JSON value. It is used only on parsed JSON, so there is nothing left to check. */
export const json = z.unknown().meta({ id: 'Json' }) as z.ZodType<Json>;

/** Facts whose names depend on the event. */
export const facts = z.record(z.string(), json).meta({ id: 'Facts' });

/** The body of a command without fields: empty, or `{}`. */
export const noBody = z.strictObject({}).meta({ id: 'NoBody', examples: [{}] });

/** The workflow of a record. */
export const workflow = z
  .strictObject({ workflowId: z.string(), runId: z.string().nullable(), url: z.string() })
  .optional()
  .meta({ id: 'WorkflowReference', description: 'Customers do not see it.' });

/** True for a change that names at least one field. */
export function namesAField(change: object): boolean {
  return Object.values(change).some((value) => value !== undefined);
}

/** The bytes of a response that is no JSON. OpenAPI 3.1 needs no format for them, but generators of clients know them by it. */
export const bytes = z.string().meta({ format: 'binary' });
