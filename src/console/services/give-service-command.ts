/** Gives commands to a service through the API. */
import type { Client } from '@prepaid-fulfilment/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useResent } from '../api/use-resent.ts';
import type { Service } from './next-step.ts';
import { COMMAND_BODIES, type Answers, type DialogCommand } from './service-commands.ts';
import { SERVICES_KEY, type ReadService } from './use-services.ts';

/** A command whose response was lost is sent again with all of this, so it cannot be done twice. */
export interface GivenCommand {
  readonly command: DialogCommand;
  readonly answers: Answers;
  readonly idempotencyKey: string;
}

export function useServiceCommand(serviceId: string, onDone: (service: Service) => void) {
  const api = useApi();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (given: GivenCommand) => giveCommand(api, serviceId, given),
    onSuccess: (service) => {
      // What was done and the state that it led to are shown together.
      queries.setQueryData([...SERVICES_KEY, 'one', serviceId], (before: ReadService | undefined) =>
        before === undefined ? before : { ...before, service },
      );
      onDone(service);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SERVICES_KEY }),
  });
  useResent(mutation);
  return mutation;
}

function giveCommand(api: Client, id: string, given: GivenCommand): Promise<Service> {
  const { command, answers, idempotencyKey } = given;
  const call = { path: { id }, idempotencyKey };
  switch (command) {
    case 'assign':
      return api.post('/v1/services/{id}/assign', { ...call, body: COMMAND_BODIES.assign(answers) });
    case 'start':
      return api.post('/v1/services/{id}/start', { ...call, body: COMMAND_BODIES.start() });
    case 'deliver':
      return api.post('/v1/services/{id}/deliver', { ...call, body: COMMAND_BODIES.deliver(answers) });
    case 'accept':
      return api.post('/v1/services/{id}/accept', { ...call, body: COMMAND_BODIES.accept(answers) });
    case 'reject':
      return api.post('/v1/services/{id}/reject', { ...call, body: COMMAND_BODIES.reject(answers) });
    case 'extend':
      return api.post('/v1/services/{id}/extend', { ...call, body: COMMAND_BODIES.extend(answers) });
  }
}

export interface SignOffLink {
  readonly url: string;
  readonly expiresAt: string;
}

interface GivenLink {
  readonly expiresInDays: number;
  readonly idempotencyKey: string;
}

/** Makes a link with which the user signs off. It replaces the one before. */
export function useSignOffLink(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const mutation = useMutation({
    // The page says that there is a link.
    onSettled: () => queries.invalidateQueries({ queryKey: SERVICES_KEY }),
    mutationFn: async ({ expiresInDays, idempotencyKey }: GivenLink): Promise<SignOffLink> => {
      const make = (key: string) =>
        api.post('/v1/services/{id}/acceptance-links', {
          path: { id },
          body: { expiresInDays },
          idempotencyKey: key,
        });
      const { url, expiresAt } = await make(idempotencyKey);
      if (url !== undefined) return { url, expiresAt };
      // The address is shown once. That of a link whose response was lost is gone, so another takes its place.
      const replacement = await make(newIdempotencyKey());
      if (replacement.url === undefined) throw new Error('a new link came without its address');
      return { url: replacement.url, expiresAt: replacement.expiresAt };
    },
  });
  useResent(mutation);
  return mutation;
}
