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
  return (
    <>
      <p>{detail}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, code, message }) => {
            const label = labelOf(path);
            return (
              <li key={`${path} ${code}`}>
                {label !== null && <strong>{label}: </strong>}
                {message}
              </li>
            );
          })}
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
