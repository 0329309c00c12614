/** Refunds an order: all that was not used, or some of its lines. */
import { useState } from 'react';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { formatCount } from '../format/count.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { ORDER_MONEY_TEXTS } from './order-money-texts.ts';
import { quantityField, refundBody } from './refund-request.ts';
import type { Order } from './use-order.ts';

interface RefundDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

export function RefundDialog({ order, onClose }: RefundDialogProps) {
  const { names } = useTexts(COMMAND_TEXTS);
  const { refundForm: words } = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const api = useApi();
  const [what, setWhat] = useState<'all' | 'some'>('all');
  const { id, lines } = order;
  return (
    <ActionDialog
      title={names.refund}
      submit={names.refund}
      look="danger"
      request={{ path: `/v1/orders/${encodeURIComponent(id)}/refunds` }}
      bodyOf={(fields) => refundBody(fields, order)}
      lackOf={(fields) => (refundBody(fields, order).lines?.length === 0 ? words.nothing : null)}
      send={(body, idempotencyKey) =>
        api.post('/v1/orders/{id}/refunds', { path: { id }, body, idempotencyKey })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.effect}</p>
      <input type="hidden" name="what" value={what} />
      <Select
        label={words.what}
        value={what}
        options={[
          { value: 'all', label: words.all },
          { value: 'some', label: words.some },
        ]}
        onChoose={setWhat}
      />
      {what === 'some' &&
        lines.map((line) => (
          <NumberField
            key={line.id}
            name={quantityField(line.id)}
            label={words.quantity(line.name[language])}
            hint={words.quantityHint(formatCount(line.quantity, language))}
            minimum={0}
            maximum={line.quantity}
            initial={0}
          />
        ))}
      <TextField name="reason" label={words.reason} lines="several" required maxLength={2_000} />
      <TextField name="clause" label={words.clause} hint={words.clauseHint} maxLength={200} />
    </ActionDialog>
  );
}
