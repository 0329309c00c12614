/** Records money that an operator found on a bank statement. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useIntentKey } from '../api/use-intent-key.ts';
import { FileField } from '../files/file-field.tsx';
import type { StoredFile } from '../files/use-upload.ts';
import { zoneName, zoneOf } from '../format/instant.ts';
import { typedMoney } from '../format/money.ts';
import { useLanguage, usePreferences, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PAYMENTS_TEXTS } from './payments-texts.ts';
import { transferBody, type TransferFault } from './transfer-body.ts';
import { useRecordPayment, type PayableOrder } from './use-payments.ts';

export function RecordTransfer({ order }: { readonly order: PayableOrder }) {
  const words = useTexts(PAYMENTS_TEXTS);
  const language = useLanguage();
  const [, navigate] = useLocation();
  const { zone: choice } = usePreferences();
  const { data: account } = useAccount(order.accountId);
  const zone = zoneOf(choice, account?.timeZone);
  const [file, setFile] = useState<StoredFile | null>(null);
  const [fault, setFault] = useState<TransferFault | null>(null);
  const intentKey = useIntentKey();
  const { mutate, isPending, error } = useRecordPayment(order.id, () =>
    navigate(`/orders/${encodeURIComponent(order.id)}/result`),
  );
  const { currency } = order.total;
  return (
    <section className="card" aria-labelledby="record-transfer">
      <h2 id="record-transfer">{words.record}</h2>
      <p className="quiet">{words.recordText}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          const typed = (name: string) => {
            const value = fields.get(name);
            return typeof value === 'string' ? value : '';
          };
          const body = transferBody(
            {
              reference: typed('reference'),
              amount: typed('amount'),
              receivedAt: typed('receivedAt'),
              note: typed('note'),
              fileId: file?.id ?? null,
            },
            currency,
            zone,
          );
          setFault(typeof body === 'string' ? body : null);
          if (typeof body !== 'string') mutate({ body, idempotencyKey: intentKey(body) });
        }}
      >
        <div className="form-grid">
          <TextField name="reference" label={words.bankReference} required maxLength={200} />
          <TextField
            name="amount"
            label={words.amount(currency)}
            required
            maxLength={30}
            defaultValue={typedMoney(order.total)}
          />
          <TextField
            name="receivedAt"
            type="datetime-local"
            label={words.receivedAt(zoneName(zone, language))}
            hint={words.receivedHint}
          />
        </div>
        <TextField name="note" lines="several" label={words.note} hint={words.noteHint} maxLength={2_000} />
        <FileField accountId={order.accountId} label={words.document} value={file} onChange={setFile} />
        {fault !== null && (
          <Notice look="danger" title={words[fault].title}>
            <p>{words[fault].text}</p>
          </Notice>
        )}
        {error !== null && <FailureNotice error={error} />}
        <div className="choices">
          <Button type="submit" disabled={isPending}>
            {isPending ? words.recording : words.submitRecord}
          </Button>
        </div>
      </form>
    </section>
  );
}
