/** Error responses: `application/problem+json` (RFC 9457) with the rule, the evidence and the remedy. */
import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '../domain/error-table.ts';
import { facts } from './primitives.ts';

const CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

export const errorCode = z.enum(CODES).meta({ id: 'ErrorCode' });

export const problemEntry = z
  .strictObject({
    path: z
      .string()
      .meta({ description: 'Path in the body, such as lines[0].quantity; empty for the whole body.' }),
    code: z.string(),
    message: z.string(),
    rule: z.string().optional(),
    remedy: z.string().optional(),
  })
  .meta({ id: 'ProblemEntry' });
export type ProblemEntry = z.output<typeof problemEntry>;

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: errorCode,
    requestId: z.string(),
    rule: z.string().optional().meta({ description: 'Id of the business rule that decided.' }),
    evidence: facts.optional().meta({ description: 'The facts that decided: ids, instants, quantities.' }),
    remedy: z.string().optional().meta({ description: 'What the caller can do about it.' }),
    errors: z.array(problemEntry).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
