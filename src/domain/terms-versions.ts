/** The terms that a buyer accepts with an order: they must be accepted, in the current version (rules §8.2). */

export interface TickedTerms {
  readonly termsAccepted: boolean;
  readonly termsVersion: string;
}

export type TermsViolation = 'terms_not_accepted' | 'terms_outdated';

/** Violations in the accepted terms of a product line whose current version is `current`. */
export function termsViolationsOf(
  { termsAccepted, termsVersion }: TickedTerms,
  current: string,
): TermsViolation[] {
  return [
    ...(termsAccepted ? [] : (['terms_not_accepted'] as const)),
    ...(termsVersion === current ? [] : (['terms_outdated'] as const)),
  ];
}
