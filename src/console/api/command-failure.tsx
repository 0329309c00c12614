/** Why a command has not taken effect: it waits for a connection, or it was refused. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { Notice } from '../ui/notice.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { API_TEXTS } from './texts.ts';
import { isUnsent } from './unsent.ts';

export function CommandFailure({ error }: { readonly error: Error | null }) {
  const { unsent } = useTexts(API_TEXTS);
  if (error === null) return null;
  if (!isUnsent(error)) return <FailureNotice error={error} />;
  return (
    <div role="status">
      <Notice look="caution" title={unsent.title}>
        <p>{unsent.text}</p>
      </Notice>
    </div>
  );
}
