/** Policies that an agreement may change, as fields of a form. What each means stands in `override-texts.ts`. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { textIn } from '../api/form-text.ts';

export type Overrides = NonNullable<Schemas['RecordAgreementBody']['overrides']>;
export type OverrideName = keyof Overrides;

/** How a value is typed: a count, several counts, yes or no, or one of named choices. */
export type OverrideKind = 'count' | 'counts' | 'flag' | readonly string[];

export const OVERRIDE_KINDS = {
  graceHours: 'count',
  overdraftCap: 'count',
  resumeRequires: 'count',
  usageNeedsBasic: 'flag',
  reminderDays: 'counts',
  acceptanceProof: ['named', 'document', 'customer'],
  validitySuspends: ['feature', 'organization'],
  licenceScope: ['consortium', 'organization'],
  extendOnLateCredit: 'flag',
} as const satisfies Record<OverrideName, OverrideKind>;

export const OVERRIDE_NAMES = Object.keys(OVERRIDE_KINDS) as OverrideName[];

/** The name of the field of a policy. */
export function overrideField(name: OverrideName): string {
  return `override-${name}`;
}

/** The values that were typed or chosen. A policy whose field is empty stays as the catalogue has it. */
export function overridesIn(fields: FormData): Overrides {
  return Object.fromEntries(
    OVERRIDE_NAMES.flatMap((name) => {
      const text = textIn(fields, overrideField(name));
      return text === '' ? [] : [[name, valueOf(OVERRIDE_KINDS[name], text)]];
    }),
  );
}

/** Days and counts that are no numbers are sent as they are: the API says what it expects. */
function valueOf(kind: OverrideKind, text: string): unknown {
  if (kind === 'flag') return text === 'true';
  if (kind === 'count') return Number(text);
  if (kind === 'counts') return text.split(/[\s,，、]+/).map(Number);
  return text;
}

/** The value that holds without an override for these product lines; undefined if it differs between them or none has it. */
export function defaultOf(
  name: OverrideName,
  lines: readonly { readonly policies: Readonly<Record<string, unknown>> }[],
): unknown {
  const values = lines.flatMap(({ policies }) => (name in policies ? [policies[name]] : []));
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return first !== undefined && others.every((other) => other === first) ? values[0] : undefined;
}
