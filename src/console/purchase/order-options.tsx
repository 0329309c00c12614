/** What an order says besides its lines: the reference of the buyer, and for staff the channel and the agreement. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Purchase } from './use-purchase.ts';

const CHANNELS = ['online', 'offline'] as const;

export function OrderOptions({ purchase }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const api = useApi();
  const { accountId, basket, change, isStaff, productLine } = purchase;
  const { data: agreements } = useQuery({
    queryKey: ['agreements', 'active', accountId],
    enabled: isStaff,
    queryFn: ({ signal }) => api.get('/v1/agreements', { query: { accountId, limit: 200 }, signal }),
  });
  const active = agreements?.items.filter(
    ({ state, productLines }) => state === 'active' && productLines.includes(productLine),
  );
  return (
    <div className="form-grid">
      <TextField
        label={words.optional(words.reference)}
        hint={words.referenceHint}
        maxLength={200}
        value={basket.reference}
        onChange={(reference) => change((before) => ({ ...before, reference }))}
      />
      {isStaff && (
        <Select
          label={words.channel}
          value={basket.channel}
          options={CHANNELS.map((value) => ({ value, label: words.channels[value] }))}
          onChoose={(channel) => change((before) => ({ ...before, channel }))}
        />
      )}
      {isStaff && active !== undefined && active.length > 0 && (
        <Select
          label={words.agreementUsed}
          value={basket.agreementId ?? ''}
          options={[
            { value: '', label: words.newestAgreement },
            ...active.map(({ id, number }) => ({ value: id, label: number })),
          ]}
          onChoose={(id) => change((before) => ({ ...before, agreementId: id === '' ? null : id }))}
        />
      )}
    </div>
  );
}
