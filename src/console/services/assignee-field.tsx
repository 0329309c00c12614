/** Who a service is assigned to. Operators, who may see keys, choose one by name; everyone can write an id or a name. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';

/** As much as the API takes. */
const LONGEST_NAME = 200;
/** As many as the API gives at once. */
const MOST_KEYS = 200;

interface AssigneeFieldProps {
  readonly value: string;
  readonly onChange: (assignee: string) => void;
}

export function AssigneeField({ value, onChange }: AssigneeFieldProps) {
  const words = useTexts(COMMAND_TEXTS);
  const keys = useDeliveryKeys();
  const [isWritten, setWritten] = useState(false);
  const chosen = keys.some(({ id }) => id === value) ? value : '';
  return (
    <>
      {keys.length > 0 && (
        <Select
          label={words.fields.deliveryKey}
          value={isWritten ? '' : chosen}
          options={[
            { value: '', label: words.someoneElse },
            ...keys.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChoose={(id) => {
            setWritten(id === '');
            onChange(id);
          }}
        />
      )}
      {(isWritten || chosen === '') && (
        <TextField
          label={words.fields.assignee}
          required
          maxLength={LONGEST_NAME}
          value={value}
          onChange={(written) => {
            setWritten(true);
            onChange(written);
          }}
        />
      )}
    </>
  );
}

/** The keys with which services are delivered; none for who may not see keys. */
function useDeliveryKeys() {
  const api = useApi();
  const { roles } = useSession();
  const { data } = useQuery({
    queryKey: ['keys', 'delivery'],
    queryFn: ({ signal }) => api.get('/v1/keys', { query: { limit: MOST_KEYS }, signal }),
    enabled: roles.includes('operator'),
  });
  return data?.items.filter((key) => key.revokedAt === null && key.roles.includes('delivery')) ?? [];
}
