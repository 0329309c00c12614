/** A page with its heading, which is also the title of the document and gets the focus when the page is opened. */
import { useEffect, useRef, type ReactNode } from 'react';
import './page.css';

interface PageProps {
  readonly title: string;
  /** The way back, above the heading. */
  readonly above?: ReactNode;
  /** What the page is for, beside its heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, above, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="page">
      <div className="page-head">
        {above !== undefined && <p className="page-above">{above}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </div>
      {children}
    </div>
  );
}
