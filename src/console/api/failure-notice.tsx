/** Why a call failed, in words: of a refusal the rule, the facts that decided and the remedy. */
import {
  isProblem,
  NoResponseError,
  UnexpectedResponseError,
  type ProblemError,
} from '@prepaid-fulfilment/client';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { mayNameSkus, withProductNames } from './product-names.ts';
import { RequestId } from './request-id.tsx';
import { RuleSentence } from './rule-sentence.tsx';
import { API_TEXTS } from './texts.ts';
import { useCatalogue } from './use-catalogue.ts';

interface FailureNoticeProps {
  readonly error: Error;
  /** Tries again; absent if the person does that elsewhere. */
  readonly onRetry?: () => void;
  /** The label of the field that a path of the body comes from; null for none. */
  readonly labelOf?: (path: string) => string | null;
}

export function FailureNotice({ error, onRetry, labelOf }: FailureNoticeProps) {
  const words = useTexts(API_TEXTS);
  const retry = onRetry === undefined ? null : <Button onClick={onRetry}>{words.again}</Button>;
  if (isProblem(error)) {
    return (
      <Notice look="danger" title={error.title}>
        <ProblemText problem={error} labelOf={labelOf ?? (() => null)} />
        {retry}
      </Notice>
    );
  }
  const { title, text } =
    error instanceof NoResponseError
      ? words.noResponse
      : error instanceof UnexpectedResponseError
        ? words.unexpected
        : words.unknown;
  return (
    <Notice look="danger" title={title}>
      <p>{text}</p>
      {retry}
    </Notice>
  );
}

interface ProblemTextProps {
  readonly problem: ProblemError;
  readonly labelOf: (path: string) => string | null;
}

function ProblemText({ problem, labelOf }: ProblemTextProps) {
  const words = useTexts(API_TEXTS);
  const { detail, errors, evidence = {}, remedy, requestId, rule } = problem;
  const named = useProductNames([detail, remedy ?? '', ...errors.map(({ message }) => message)]);
  const facts = Object.entries(evidence);
  return (
    <>
      <p>{named(detail)}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, code, message }) => {
            const label = labelOf(path);
            return (
              <li key={`${path} ${code}`}>
                {label !== null && <strong>{label}: </strong>}
                {named(message)}
              </li>
            );
          })}
        </ul>
      )}
      {remedy !== undefined && (
        <p>
          <strong>{words.remedy}</strong>: {named(remedy)}
        </p>
      )}
      {rule !== undefined && <RuleSentence id={rule} />}
      {facts.length > 0 && (
        <details>
          <summary>{words.facts}</summary>
          <dl className="facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <RequestId id={requestId} />
    </>
  );
}

/** Returns a sentence with the names of products. Reads the catalogue if one of the texts may name a SKU. */
function useProductNames(sentences: readonly string[]): (text: string) => string {
  const language = useLanguage();
  const { data } = useCatalogue(sentences.some(mayNameSkus));
  return (text) =>
    withProductNames(text, (code) => data?.items.find(({ sku }) => sku === code)?.name[language]);
}
