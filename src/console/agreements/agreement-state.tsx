/** The state of an agreement as a badge. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import type { Agreement } from './use-agreements.ts';

const LOOKS: Readonly<Record<Agreement['state'], BadgeLook>> = {
  active: 'good',
  expired: 'caution',
  terminated: 'quiet',
};

export function AgreementState({ agreement: { state } }: { readonly agreement: Pick<Agreement, 'state'> }) {
  const { states } = useTexts(AGREEMENTS_TEXTS);
  return <Badge look={LOOKS[state]}>{states[state]}</Badge>;
}
