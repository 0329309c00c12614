/** What the forms about a customer say, as the API takes it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { numberIn, textIn } from '../api/form-text.ts';
import { instantOf } from '../format/wall-time.ts';

type Body<Name extends keyof Schemas> = Schemas[Name];

/** The body of a new customer. Its test clock is as written on a clock of its zone. */
export function newCustomerBody(fields: FormData): Body<'CreateAccountBody'> {
  const timeZone = textIn(fields, 'timeZone');
  const years = numberIn(fields, 'defaultStorageYears');
  const sandbox = fields.has('sandbox');
  const now = textIn(fields, 'sandboxNow');
  const sandboxNow = sandbox && now !== '' ? instantOf(now, timeZone === '' ? undefined : timeZone) : null;
  return {
    name: textIn(fields, 'name'),
    country: textIn(fields, 'country') as Body<'CreateAccountBody'>['country'],
    timeZone,
    salesTeam: textIn(fields, 'salesTeam'),
    ...(years === null ? {} : { defaultStorageYears: years }),
    ...(sandbox ? { sandbox } : {}),
    ...(sandboxNow === null ? {} : { sandboxNow }),
  };
}

/** The body of a change. An empty storage term clears it. */
export function changedCustomerBody(fields: FormData): Body<'ChangeAccountBody'> {
  return {
    name: textIn(fields, 'name'),
    salesTeam: textIn(fields, 'salesTeam'),
    defaultStorageYears: numberIn(fields, 'defaultStorageYears'),
  };
}

/** The body of a new organization. */
export function newOrganizationBody(fields: FormData): Body<'CreateOrganizationBody'> {
  const [consortiumId, externalId] = [textIn(fields, 'consortiumId'), textIn(fields, 'externalId')];
  return {
    name: textIn(fields, 'name'),
    ...(consortiumId === '' ? {} : { consortiumId }),
    ...(externalId === '' ? {} : { externalId }),
  };
}

/** The body of a changed organization. What is empty is cleared. */
export function changedOrganizationBody(fields: FormData): Body<'ChangeOrganizationBody'> {
  const orNull = (name: string) => (textIn(fields, name) === '' ? null : textIn(fields, name));
  return {
    name: textIn(fields, 'name'),
    consortiumId: orNull('consortiumId'),
    externalId: orNull('externalId'),
  };
}

/** How far the clock of a trial account moves: to a time as written on a clock of its zone, or by a duration. */
export function advanceBody(fields: FormData, timeZone: string): Body<'AdvanceClockBody'> {
  const by = textIn(fields, 'by');
  if (by !== '') return { by };
  return { to: instantOf(textIn(fields, 'to'), timeZone) ?? '' };
}
