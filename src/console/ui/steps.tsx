/** Where a person is in a task of several pages. */
import './steps.css';

interface StepsProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the present step. */
  readonly at: number;
}

export function Steps({ label, steps, at }: StepsProps) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'done' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
