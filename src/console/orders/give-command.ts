/** Gives a command to an order through the API. */
import type { Client } from '@prepaid-fulfilment/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { COMMAND_BODIES, type AskedCommand, type CommandAnswers } from './order-commands.ts';
import { ORDERS_KEY } from './use-orders.ts';

/**
 * A failed call may have taken effect, so each opened dialog has one idempotency key: pressing again after a lost
 * connection does nothing twice. A refusal does not use the key up.
 */
export interface GivenCommand {
  readonly command: AskedCommand;
  readonly answers: CommandAnswers;
  readonly idempotencyKey: string;
}

export function useCommand(orderId: string, onDone: (result: CommandResult) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: GivenCommand) => giveCommand(api, orderId, given),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: ORDERS_KEY }),
  });
}

/** Ids that the person can go on with. */
export interface CommandResult {
  readonly renewalId?: string;
}

async function giveCommand(api: Client, id: string, given: GivenCommand): Promise<CommandResult> {
  const { command, answers, idempotencyKey } = given;
  const call = { path: { id }, idempotencyKey };
  switch (command) {
    case 'confirm':
      await api.post('/v1/orders/{id}/confirm', { ...call, body: COMMAND_BODIES.confirm() });
      return {};
    case 'cancel':
      await api.post('/v1/orders/{id}/cancel', { ...call, body: COMMAND_BODIES.cancel(answers) });
      return {};
    case 'hold':
      await api.post('/v1/orders/{id}/hold', { ...call, body: COMMAND_BODIES.hold(answers) });
      return {};
    case 'release':
      await api.post('/v1/orders/{id}/release', { ...call, body: COMMAND_BODIES.release(answers) });
      return {};
    case 'renew': {
      const body = COMMAND_BODIES.renew(answers);
      const renewal = await api.post('/v1/orders/{id}/renew', { ...call, body });
      return { renewalId: renewal.id };
    }
  }
}
