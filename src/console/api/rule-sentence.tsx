/** The sentence of a rule that decided something; its id until the sentence is there. */
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useApi } from './api-context.tsx';
import { API_TEXTS } from './texts.ts';

export function RuleSentence({ id }: { readonly id: string }) {
  const api = useApi();
  const language = useLanguage();
  const words = useTexts(API_TEXTS);
  const { data } = useQuery({
    queryKey: ['rule', id],
    queryFn: ({ signal }) => api.get('/v1/rules/{id}', { path: { id }, signal }),
    staleTime: Infinity,
  });
  return (
    <p>
      <strong>{words.rule}</strong>: {data?.statement[language]} <code>{id}</code>
    </p>
  );
}
