/** The id of a refused request, small: support finds the request by it. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { API_TEXTS } from './texts.ts';

export function RequestId({ id }: { readonly id: string }) {
  const words = useTexts(API_TEXTS);
  return (
    <p className="quiet">
      {words.requestId} <code>{id}</code>
    </p>
  );
}
