/** The form of a new agreement: what was signed, and the document. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useIntentKey } from '../api/use-intent-key.ts';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { CheckGroup } from '../ui/check-group.tsx';
import { Notice } from '../ui/notice.tsx';
import '../ui/table.css';
import { TextField } from '../ui/text-field.tsx';
import { agreementBody, type AgreementDocument } from './agreement-body.ts';
import './agreement-form.css';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import { DocumentFields } from './document-fields.tsx';
import { NEW_AGREEMENT_TEXTS } from './new-agreement-texts.ts';
import { useRecordAgreement } from './use-agreements.ts';

interface AgreementFormProps {
  readonly account: Schemas['Account'];
  /** The order that waits for the agreement. */
  readonly orderId: string | null;
}

export function AgreementForm({ account, orderId }: AgreementFormProps) {
  const words = useTexts(NEW_AGREEMENT_TEXTS);
  const names = useTexts(AGREEMENTS_TEXTS);
  const language = useLanguage();
  const { data: catalogue } = useCatalogue();
  const [, navigate] = useLocation();
  const [document, setDocument] = useState<AgreementDocument | null>(null);
  const [missing, setMissing] = useState<'lines' | 'document' | null>(null);
  const intentKey = useIntentKey();
  const back = orderId === null ? `/customers/${account.id}` : `/orders/${encodeURIComponent(orderId)}`;
  const { mutate, isPending, error } = useRecordAgreement(({ id }) =>
    navigate(orderId === null ? `/agreements/${id}` : back),
  );

  return (
    <form
      className="agreement-form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        const lacks = !fields.has('productLines') ? 'lines' : document === null ? 'document' : null;
        setMissing(lacks);
        if (lacks !== null || document === null) return;
        const body = agreementBody(account.id, fields, document);
        mutate({ body, idempotencyKey: intentKey(body) });
      }}
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
          options={(catalogue?.productLines ?? []).map(({ productLine, name }) => ({
            value: productLine,
            label: name[language],
          }))}
        />
        <DocumentFields accountId={account.id} onChange={setDocument} />
        <TextField name="parties" lines="several" label={names.parties} hint={words.partiesHint} />
      </section>
      {missing !== null && (
        <Notice look="danger" title={words.missing.title}>
          <p>{words.missing[missing]}</p>
        </Notice>
      )}
      {error !== null && <FailureNotice error={error} />}
      <div className="choices">
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? words.submitting : words.submit}
        </Button>
        <Link href={back}>{words.back}</Link>
      </div>
    </form>
  );
}
