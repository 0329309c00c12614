/** The clock of a trial account: where it stands, and how it is advanced. */
import { useState } from 'react';
import { AccountTime } from '../accounts/account-time.tsx';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import '../ui/fields.css';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import './clock-section.css';
import { CLOCK_TEXTS } from './clock-texts.ts';
import { advanceBody } from './customer-body.ts';
import { useClockAdvance } from './use-clock-advance.ts';
import type { Customer } from './use-customers.ts';

/** Years of events take minutes. A repeat with the same key waits for the same advance. */
const LIMITS = { attempts: 30, attemptMs: 60_000, totalMs: 1_800_000 };

const DURATIONS = ['P1D', 'P7D', 'P1M', 'P1Y'] as const;
type Way = (typeof DURATIONS)[number] | 'until';

interface ClockSectionProps {
  readonly customer: Customer;
}

export function ClockSection({ customer }: ClockSectionProps) {
  const words = useTexts(CLOCK_TEXTS);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card" aria-labelledby="customer-clock">
      <div className="section-head">
        <h2 id="customer-clock">{words.title}</h2>
        <Button onClick={() => setOpen(true)}>{words.advance}</Button>
      </div>
      <p className="quiet">{words.explained}</p>
      <p>
        {words.now}{' '}
        <strong>
          <AccountTime accountId={customer.id} at={customer.now} withZone />
        </strong>
      </p>
      {!isOpen && <ClockProgress accountId={customer.id} isSent={false} />}
      {isOpen && <AdvanceDialog customer={customer} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface AdvanceDialogProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

function AdvanceDialog({ customer: { id, timeZone }, onClose }: AdvanceDialogProps) {
  const words = useTexts(CLOCK_TEXTS);
  const api = useApi();
  const [way, setWay] = useState<Way>('P1D');
  const [isSent, setSent] = useState(false);
  return (
    <ActionDialog
      title={words.advance}
      submit={words.advance}
      bodyOf={(fields) => advanceBody(fields, timeZone)}
      request={{ path: `/v1/accounts/${id}/clock/advance` }}
      send={async (body, idempotencyKey) => {
        setSent(true);
        try {
          const call = { path: { id }, body, idempotencyKey, limits: LIMITS };
          return await api.post('/v1/accounts/{id}/clock/advance', call);
        } finally {
          setSent(false);
        }
      }}
      onDone={onClose}
      onClose={onClose}
    >
      <Select
        label={words.how}
        value={way}
        options={[
          ...DURATIONS.map((value) => ({ value, label: words.by[value] })),
          { value: 'until' as const, label: words.until },
        ]}
        onChoose={setWay}
      />
      {way === 'until' ? (
        <TextField name="to" type="datetime-local" label={words.to} hint={words.toHint(timeZone)} required />
      ) : (
        <input type="hidden" name="by" value={way} />
      )}
      <ClockProgress accountId={id} isSent={isSent} />
    </ActionDialog>
  );
}

interface ClockProgressProps {
  readonly accountId: string;
  /** An advance was sent and is not answered yet. */
  readonly isSent: boolean;
}

function ClockProgress({ accountId, isSent }: ClockProgressProps) {
  const words = useTexts(CLOCK_TEXTS);
  const { data: advance } = useClockAdvance(accountId, isSent);
  const isRunning = advance?.state === 'running';
  return (
    <div role="status" className="clock-progress">
      {isRunning && (
        <>
          <progress aria-label={words.advance} />
          <p>{words.running(advance.steps)}</p>
          <p>
            {words.reached} <AccountTime accountId={accountId} at={advance.now} /> {words.target}{' '}
            <AccountTime accountId={accountId} at={advance.to} withZone />
          </p>
        </>
      )}
      {advance?.state === 'failed' && !isSent && <Notice look="caution" title={words.failed} />}
    </div>
  );
}
