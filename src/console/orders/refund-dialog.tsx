/** Refunds an order: all that was not used, or some of its lines. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { CommandFailure } from '../api/command-failure.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { useIntentKey } from '../api/use-intent-key.ts';
import { formatCount } from '../format/count.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { ORDER_MONEY_TEXTS } from './order-money-texts.ts';
import { refundBody } from './refund-request.ts';
import type { Order } from './use-order.ts';
import { ORDERS_KEY } from './use-orders.ts';

interface RefundDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

export function RefundDialog({ order, onClose }: RefundDialogProps) {
  const commands = useTexts(COMMAND_TEXTS);
  const { refundForm: words } = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const [clause, setClause] = useState('');
  const [quantities, setQuantities] = useState<Readonly<Record<string, number>> | null>(null);
  const keyOf = useIntentKey();
  const { mutate, isPending, error } = useRefund(order, onClose);
  const body = refundBody(
    { reason: reason.trim(), clause: clause.trim(), quantities },
    order.agreement.agreementId,
  );
  return (
    <Dialog title={commands.names.refund} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ body, idempotencyKey: keyOf(body) });
        }}
      >
        <p>{words.effect}</p>
        <Select
          label={words.what}
          value={quantities === null ? 'all' : 'some'}
          options={[
            { value: 'all', label: words.all },
            { value: 'some', label: words.some },
          ]}
          onChoose={(what) => setQuantities(what === 'all' ? null : {})}
        />
        {quantities !== null &&
          order.lines.map(({ id, name, quantity }) => (
            <NumberField
              key={id}
              label={words.quantity(name[language])}
              hint={words.quantityHint(formatCount(quantity, language))}
              minimum={0}
              maximum={quantity}
              value={quantities[id] ?? 0}
              onChange={(typed) => setQuantities({ ...quantities, [id]: typed })}
            />
          ))}
        <TextField
          label={words.reason}
          lines="several"
          required
          maxLength={2_000}
          value={reason}
          onChange={setReason}
        />
        <TextField
          label={words.clause}
          hint={words.clauseHint}
          maxLength={200}
          value={clause}
          onChange={setClause}
        />
        <CommandFailure error={error} />
        <div className="choices">
          <Button type="submit" look="danger" disabled={isPending}>
            {isPending ? commands.pending : commands.names.refund}
          </Button>
          <Button onClick={onClose}>{commands.back}</Button>
        </div>
        <CurlLine request={{ path: `/v1/orders/${order.id}/refunds`, body }} />
      </form>
    </Dialog>
  );
}

function useRefund({ id }: Order, onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly body: ReturnType<typeof refundBody>; readonly idempotencyKey: string }) =>
      api.post('/v1/orders/{id}/refunds', { path: { id }, ...given }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: ORDERS_KEY }),
  });
}
