/** The facts of an agreement, and the dialog that terminates it. */
import { useState } from 'react';
import { AccountTime } from '../accounts/account-time.tsx';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { textIn } from '../api/form-text.ts';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { FileLink } from '../files/file-link.tsx';
import { Fingerprint } from '../files/fingerprint.tsx';
import { formatDay } from '../format/instant.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Button } from '../ui/button.tsx';
import { Fact } from '../ui/fact.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AGREEMENT_PAGE_TEXTS } from './agreement-page-texts.ts';
import { AgreementState } from './agreement-state.tsx';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';
import type { Agreement } from './use-agreements.ts';

export function AgreementFacts({ agreement }: { readonly agreement: Agreement }) {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const names = useTexts(AGREEMENTS_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  const mayTerminate = useHasRole('operator') && agreement.state !== 'terminated';
  const [isAsked, setAsked] = useState(false);
  const { accountId, document, parties, productLines, signedOn, state, validTo } = agreement;
  // Calendar dates of the customer have no zone.
  const day = (date: string) => formatDay(date, 'UTC', language);
  const until =
    validTo === null
      ? words.holdsWithoutEnd
      : state === 'expired'
        ? words.heldUntil(day(validTo))
        : words.holdsUntil(day(validTo));
  return (
    <section className="card" aria-labelledby="agreement-facts">
      <div className="section-head">
        <h2 id="agreement-facts">{words.facts}</h2>
        {mayTerminate && <Button onClick={() => setAsked(true)}>{words.terminate}</Button>}
      </div>
      <p>
        <AgreementState agreement={agreement} />{' '}
        {agreement.terminatedAt === undefined ? (
          until
        ) : (
          <>
            {words.terminatedAt} <AccountTime accountId={accountId} at={agreement.terminatedAt} withZone />
          </>
        )}
      </p>
      <dl className="facts">
        <Fact name={names.signedOn}>{day(signedOn)}</Fact>
        <Fact name={names.validTo}>{validTo === null ? names.unlimited : day(validTo)}</Fact>
        <Fact name={names.productLines}>{formatList(productLines.map(nameOf), language)}</Fact>
        <Fact name={names.document}>
          {document.fileId === undefined ? (
            document.name
          ) : (
            <FileLink id={document.fileId} name={document.name} />
          )}{' '}
          <Fingerprint sha256={document.sha256} />
        </Fact>
        {parties.length > 0 && <Fact name={names.parties}>{formatList(parties, language)}</Fact>}
        {agreement.terminationReason !== undefined && (
          <Fact name={words.reason}>{agreement.terminationReason}</Fact>
        )}
      </dl>
      {isAsked && <TerminateDialog agreement={agreement} onClose={() => setAsked(false)} />}
    </section>
  );
}

interface TerminateDialogProps {
  readonly agreement: Agreement;
  readonly onClose: () => void;
}

function TerminateDialog({ agreement: { id, number }, onClose }: TerminateDialogProps) {
  const words = useTexts(AGREEMENT_PAGE_TEXTS);
  const api = useApi();
  return (
    <ActionDialog
      title={words.terminateOf(number)}
      submit={words.terminate}
      look="danger"
      bodyOf={(fields) => ({ reason: textIn(fields, 'reason') })}
      request={{ path: `/v1/agreements/${id}/terminate` }}
      send={(body, idempotencyKey) =>
        api.post('/v1/agreements/{id}/terminate', { path: { id }, body, idempotencyKey })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.terminateExplained}</p>
      <TextField name="reason" lines="several" label={words.reason} required maxLength={2_000} />
    </ActionDialog>
  );
}
