/** Creates a customer. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ActionForm } from '../api/action-form.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Check } from '../ui/check.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { TextField } from '../ui/text-field.tsx';
import { CountryFields } from './country-fields.tsx';
import { newCustomerBody } from './customer-body.ts';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';
import { NEW_CUSTOMER_TEXTS } from './new-customer-texts.ts';

export default function NewCustomerPage() {
  const words = useTexts(NEW_CUSTOMER_TEXTS);
  const { title } = useTexts(CUSTOMERS_TEXTS);
  return (
    <Page title={words.title} above={<Link href="/customers">{title}</Link>}>
      <NewCustomerForm />
    </Page>
  );
}

function NewCustomerForm() {
  const words = useTexts(NEW_CUSTOMER_TEXTS);
  const names = useTexts(CUSTOMERS_TEXTS);
  const api = useApi();
  const [, navigate] = useLocation();
  const [isSandbox, setSandbox] = useState(false);
  return (
    <ActionForm
      className="card form-narrow"
      submit={words.submit}
      bodyOf={newCustomerBody}
      request={{ path: '/v1/accounts' }}
      send={(body, idempotencyKey) => api.post('/v1/accounts', { body, idempotencyKey })}
      onDone={({ id }) => navigate(`/customers/${id}`)}
      back={<Link href="/customers">{words.back}</Link>}
    >
      <TextField name="name" label={names.name} hint={words.nameHint} required maxLength={200} />
      <CountryFields />
      <div className="form-grid">
        <TextField
          name="salesTeam"
          label={names.salesTeam}
          hint={words.salesTeamHint}
          required
          maxLength={200}
        />
        <TextField
          name="defaultStorageYears"
          type="number"
          min={1}
          max={30}
          label={names.storage}
          hint={words.storageHint}
        />
      </div>
      <Check
        name="sandbox"
        label={words.sandbox}
        hint={words.sandboxHint}
        checked={isSandbox}
        onChange={setSandbox}
      />
      {isSandbox && (
        <TextField name="sandboxNow" type="datetime-local" label={words.clock} hint={words.clockHint} />
      )}
    </ActionForm>
  );
}
