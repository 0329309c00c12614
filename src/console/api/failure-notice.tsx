/** Why a call failed, in words: of a refusal the rule, the facts that decided and the remedy. */
import {
  isProblem,
  NoResponseError,
  UnexpectedResponseError,
  type ProblemError,
} from '@prepaid-fulfilment/client';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { RuleSentence } from './rule-sentence.tsx';
import { API_TEXTS } from './texts.ts';

interface FailureNoticeProps {
  readonly error: Error;
  /** Tries again; absent if the person does that elsewhere. */
  readonly onRetry?: () => void;
}

export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  const words = useTexts(API_TEXTS);
  const retry = onRetry === undefined ? null : <Button onClick={onRetry}>{words.again}</Button>;
  if (isProblem(error)) {
    return (
      <Notice look="danger" title={error.title}>
        <ProblemText problem={error} />
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

function ProblemText({ problem }: { readonly problem: ProblemError }) {
  const words = useTexts(API_TEXTS);
  const { detail, errors, evidence = {}, remedy, requestId, rule } = problem;
  return (
    <>
      <p>{detail}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>{message}</li>
          ))}
        </ul>
      )}
      {remedy !== undefined && (
        <p>
          <strong>{words.remedy}</strong>: {remedy}
        </p>
      )}
      {rule !== undefined && <RuleSentence id={rule} />}
      <details>
        <summary>{words.facts}</summary>
        <dl className="facts">
          {Object.entries(evidence).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
          <div>
            <dt>{words.requestId}</dt>
            <dd>
              <code>{requestId}</code>
            </dd>
          </div>
        </dl>
      </details>
    </>
  );
}
