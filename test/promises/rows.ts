/**
 * The promises of the four source documents, numbered one by one: A is the purchase guide of AIMIS, international
 * edition, B the Chinese one, C the billing page of Intelligent Pre-Consultation, D that of Huawei's AI services. A test
 * that tries a promise carries its number in its name.
 */

/** How many promises each document makes: they are numbered from 001. */
const COUNTS = { A: 108, B: 102, C: 58, D: 51 } as const;

export const PROMISES: readonly string[] = Object.entries(COUNTS).flatMap(([document, count]) =>
  Array.from({ length: count }, (_, index) => `${document}-${String(index + 1).padStart(3, '0')}`),
);

/** Promises that no test of the product can try yet, or ever, and why. */
export const EXEMPT: Readonly<Record<string, 'not software' | 'needs a page'>> = {
  'A-001': 'not software',
  'A-002': 'not software',
  'A-077': 'needs a page',
  'A-084': 'needs a page',
  'A-090': 'needs a page',
  'B-001': 'not software',
  'B-002': 'not software',
  'B-003': 'not software',
  'B-071': 'needs a page',
  'B-078': 'needs a page',
  'B-084': 'needs a page',
  'C-030': 'needs a page',
  'C-036': 'needs a page',
  'C-042': 'needs a page',
  'C-058': 'not software',
  'D-001': 'not software',
};
