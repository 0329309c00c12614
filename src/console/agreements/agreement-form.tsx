/** The form of a new agreement: what was signed, the document, prices and terms that differ from the catalogue. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ActionForm } from '../api/action-form.tsx';
import { useApi } from '../api/api-context.tsx';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { CheckGroup } from '../ui/check-group.tsx';
import '../ui/table.css';
import { TextField } from '../ui/text-field.tsx';
import { agreementBody, agreementField, agreementLack, type AgreementDocument } from './agreement-body.ts';
import './agreement-form.css';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import { DocumentFields } from './document-fields.tsx';
import { NEW_AGREEMENT_TEXTS } from './new-agreement-texts.ts';
import { OverrideFields } from './override-fields.tsx';
import { PriceRows } from './price-rows.tsx';
import { NO_PRICING, type Pricing } from './prices.ts';

interface AgreementFormProps {
  readonly account: Schemas['Account'];
  /** The order that waits for the agreement. */
  readonly orderId: string | null;
}

export function AgreementForm({ account, orderId }: AgreementFormProps) {
  const words = useTexts(NEW_AGREEMENT_TEXTS);
  const names = useTexts(AGREEMENTS_TEXTS);
  const language = useLanguage();
  const api = useApi();
  const { data: catalogue = NO_PRICING } = useCatalogue();
  const [, navigate] = useLocation();
  const [document, setDocument] = useState<AgreementDocument | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const back =
    orderId === null
      ? `/customers/${encodeURIComponent(account.id)}`
      : `/orders/${encodeURIComponent(orderId)}`;
  const pricing: Pricing = {
    productLines: catalogue.productLines.filter(({ productLine }) => chosen.includes(productLine)),
    items: catalogue.items.filter(({ productLine }) => chosen.includes(productLine)),
  };
  return (
    <ActionForm
      className="agreement-form form-narrow"
      submit={words.submit}
      bodyOf={(fields) => agreementBody(account.id, fields, document, pricing)}
      lackOf={(fields) => {
        const lack = agreementLack(fields, document, pricing);
        return lack === null ? null : words.missing[lack];
      }}
      fieldOf={agreementField}
      request={{ path: '/v1/agreements' }}
      send={(body, idempotencyKey) => api.post('/v1/agreements', { body, idempotencyKey })}
      onDone={({ id }) => navigate(orderId === null ? `/agreements/${encodeURIComponent(id)}` : back)}
      back={<Link href={back}>{words.back}</Link>}
    >
      <section className="card" aria-labelledby="agreement-contract">
        <h2 id="agreement-contract">{words.contract}</h2>
        <div className="form-grid">
          <TextField name="number" label={names.number} hint={words.numberHint} required maxLength={200} />
          <TextField name="signedOn" type="date" label={names.signedOn} required />
          <TextField name="validTo" type="date" label={names.validTo} hint={words.validToHint} />
        </div>
        <CheckGroup
          name="productLines"
          label={names.productLines}
          hint={words.linesHint}
          options={catalogue.productLines.map(({ productLine, name }) => ({
            value: productLine,
            label: name[language],
          }))}
          chosen={chosen}
          onChoose={setChosen}
        />
        <DocumentFields accountId={account.id} onChange={setDocument} />
        <TextField name="parties" lines="several" label={names.parties} hint={words.partiesHint} />
      </section>
      {chosen.length > 0 && (
        <>
          <PriceRows pricing={pricing} />
          <OverrideFields lines={pricing.productLines} />
        </>
      )}
    </ActionForm>
  );
}
