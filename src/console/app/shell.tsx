/** The frame around every page, with its landmarks. */
import { Suspense, type ComponentProps, type ReactNode } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import './shell.css';
import { APP_TEXTS } from './texts.ts';

interface ShellProps extends ComponentProps<typeof Header> {
  readonly children: ReactNode;
  /** Absent while no one is signed in. */
  readonly navigation?: ReactNode;
}

export function Shell({ children, navigation, ...header }: ShellProps) {
  const words = useTexts(APP_TEXTS);
  return (
    <>
      <a href="#content" className="skip">
        {words.skip}
      </a>
      <div className="shell">
        <Header {...header} />
        {navigation}
        <main id="content">
          <ErrorBoundary>
            <Suspense fallback={<p role="status">{words.loading}</p>}>{children}</Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </>
  );
}
