/** The facts of a customer, and the dialog that changes them. */
import { useState } from 'react';
import { AccountTime } from '../accounts/account-time.tsx';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Fact } from '../ui/fact.tsx';
import { TextField } from '../ui/text-field.tsx';
import { countryName } from './countries.ts';
import { changedCustomerBody } from './customer-body.ts';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';
import { zoneLabel } from './time-zones.ts';
import type { Customer } from './use-customers.ts';

interface CustomerFactsProps {
  readonly customer: Customer;
}

export function CustomerFacts({ customer }: CustomerFactsProps) {
  const words = useTexts(CUSTOMER_PAGE_TEXTS);
  const names = useTexts(CUSTOMERS_TEXTS);
  const language = useLanguage();
  const [isEdited, setEdited] = useState(false);
  const { id, country, timeZone, salesTeam, defaultStorageYears, createdAt, sandbox } = customer;
  return (
    <section className="card" aria-labelledby="customer-facts">
      <div className="section-head">
        <h2 id="customer-facts">
          {words.facts} {sandbox && <Badge look="accent">{names.trial}</Badge>}
        </h2>
        <Button onClick={() => setEdited(true)}>{words.edit}</Button>
      </div>
      <dl className="facts">
        <Fact name={names.country}>{countryName(country, language)}</Fact>
        <Fact name={names.timeZone}>{zoneLabel(timeZone, language)}</Fact>
        <Fact name={names.salesTeam}>{salesTeam}</Fact>
        <Fact name={names.storage}>
          {defaultStorageYears === null ? names.noStorage : names.years(defaultStorageYears)}
        </Fact>
        <Fact name={names.created}>
          <AccountTime accountId={id} at={createdAt} withZone />
        </Fact>
        <Fact name={words.id}>
          <code>{id}</code>
        </Fact>
      </dl>
      {isEdited && <EditDialog customer={customer} onClose={() => setEdited(false)} />}
    </section>
  );
}

function EditDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const words = useTexts(CUSTOMER_PAGE_TEXTS);
  const names = useTexts(CUSTOMERS_TEXTS);
  const api = useApi();
  const { id, name, salesTeam, defaultStorageYears } = customer;
  return (
    <ActionDialog
      title={words.edit}
      submit={words.save}
      bodyOf={changedCustomerBody}
      request={{ method: 'PATCH', path: `/v1/accounts/${id}` }}
      send={(body) => api.patch('/v1/accounts/{id}', { path: { id }, body })}
      onDone={onClose}
      onClose={onClose}
    >
      <TextField name="name" label={names.name} required maxLength={200} defaultValue={name} />
      <TextField name="salesTeam" label={names.salesTeam} required maxLength={200} defaultValue={salesTeam} />
      <TextField
        name="defaultStorageYears"
        type="number"
        min={1}
        max={30}
        label={names.storage}
        hint={words.storageHint}
        defaultValue={defaultStorageYears ?? ''}
      />
    </ActionDialog>
  );
}
