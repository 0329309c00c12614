/** Finds a customer by the beginning of its name or id. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useSettled } from '../ui/use-settled.ts';
import './account-picker.css';
import { ACCOUNT_PICKER_TEXTS } from './account-picker-texts.ts';

const SHOWN = 20;

interface AccountPickerProps {
  readonly onPick: (accountId: string) => void;
  /** Whether a person searches; false to choose among the few that they may see. */
  readonly searches: boolean;
}

export function AccountPicker({ onPick, searches }: AccountPickerProps) {
  const words = useTexts(ACCOUNT_PICKER_TEXTS);
  const api = useApi();
  const [typed, setTyped] = useState('');
  const mayCreate = useHasRole('sales', 'operator');
  const query = useSettled(typed.trim());
  const { data, error, refetch } = useQuery({
    queryKey: ['account-picker', query],
    queryFn: ({ signal }) =>
      api.get('/v1/accounts', {
        query: { limit: SHOWN, sandbox: 'true', ...(query === '' ? {} : { query }) },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const isEmpty = query === '' && data?.items.length === 0;
  return (
    <div className="account-picker">
      {searches && (
        <TextField
          label={words.search}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={setTyped}
        />
      )}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <p role="status" className="account-picker-status">
        {data === undefined && error === null && words.loading}
        {data?.items.length === 0 && (isEmpty ? words.noneYet : words.none)}
        {data !== undefined && data.nextCursor !== null && words.more(SHOWN)}
      </p>
      {isEmpty && mayCreate && <LinkButton href="/customers/new">{words.new}</LinkButton>}
      <ul aria-label={words.label}>
        {data?.items.map(({ id, name, country, sandbox }) => (
          <li key={id}>
            <button type="button" onClick={() => onPick(id)}>
              <strong>{name}</strong>
              <span>
                {country} {sandbox && `· ${words.sandbox}`} <code>{id}</code>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
