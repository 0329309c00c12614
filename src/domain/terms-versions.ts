/** The terms a buyer ticks before a purchase: they must be ticked, and at the version that is current (rules §8.2). */

export interface TickedTerms {
  readonly termsAccepted: boolean;
  readonly termsVersion: string;
}

export type TermsViolation = 'terms_not_accepted' | 'terms_outdated';

/** What is wrong with the ticked terms of a product line whose current version is `current`. */
export function termsViolationsOf(
  { termsAccepted, termsVersion }: TickedTerms,
  current: string,
): TermsViolation[] {
  return [
    ...(termsAccepted ? [] : (['terms_not_accepted'] as const)),
    ...(termsVersion === current ? [] : (['terms_outdated'] as const)),
  ];
}
