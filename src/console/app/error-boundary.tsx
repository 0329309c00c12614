/** Shows a page in words if a component fails, instead of nothing. */
import { Component, type ReactNode } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { APP_TEXTS } from './texts.ts';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { broken } = useTexts(APP_TEXTS);
  return (
    <Page title={broken.title}>
      <p>{broken.text}</p>
      <Button onClick={() => location.reload()}>{broken.reload}</Button>
    </Page>
  );
}
