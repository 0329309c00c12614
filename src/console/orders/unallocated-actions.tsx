/** What an operator does with money that paid for nothing: return it, or apply it to another order of the account. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ORDER_MONEY_TEXTS } from './order-money-texts.ts';

type Payment = Schemas['Payment'];

export function UnallocatedActions({ payment }: { readonly payment: Payment }) {
  const { unallocated: words } = useTexts(ORDER_MONEY_TEXTS);
  const [asked, setAsked] = useState<'return' | 'apply' | null>(null);
  const dialog = { payment, onClose: () => setAsked(null) };
  return (
    <div className="order-actions">
      <Button onClick={() => setAsked('return')}>{words.return}</Button>
      <Button onClick={() => setAsked('apply')}>{words.apply}</Button>
      {asked === 'return' && <ReturnDialog {...dialog} />}
      {asked === 'apply' && <ApplyDialog {...dialog} />}
    </div>
  );
}

interface UnallocatedDialogProps {
  readonly payment: Payment;
  readonly onClose: () => void;
}

function ReturnDialog({ payment: { id, amount }, onClose }: UnallocatedDialogProps) {
  const { unallocated: words } = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const api = useApi();
  return (
    <ActionDialog
      title={words.return}
      submit={words.return}
      look="danger"
      request={{ path: `/v1/payments/${encodeURIComponent(id)}/refund` }}
      bodyOf={(fields) => ({ reason: textIn(fields, 'reason') })}
      send={(body, idempotencyKey) =>
        api.post('/v1/payments/{id}/refund', { path: { id }, body, idempotencyKey })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.returns(formatMoney(amount, language))}</p>
      <ReasonField />
    </ActionDialog>
  );
}

function ApplyDialog({ payment: { id, amount }, onClose }: UnallocatedDialogProps) {
  const { unallocated: words } = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const api = useApi();
  return (
    <ActionDialog
      title={words.apply}
      submit={words.apply}
      request={{ path: `/v1/payments/${encodeURIComponent(id)}/apply` }}
      bodyOf={(fields) => ({ orderId: textIn(fields, 'orderId'), reason: textIn(fields, 'reason') })}
      send={(body, idempotencyKey) =>
        api.post('/v1/payments/{id}/apply', { path: { id }, body, idempotencyKey })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.applies(formatMoney(amount, language))}</p>
      <TextField name="orderId" label={words.orderId} required maxLength={64} />
      <ReasonField />
    </ActionDialog>
  );
}

function ReasonField() {
  const { refundForm } = useTexts(ORDER_MONEY_TEXTS);
  return <TextField name="reason" label={refundForm.reason} lines="several" required maxLength={2_000} />;
}

function textIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
