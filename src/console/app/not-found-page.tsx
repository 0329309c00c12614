import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import { APP_TEXTS } from './texts.ts';

export function NotFoundPage() {
  const { notFound } = useTexts(APP_TEXTS);
  return (
    <Page title={notFound.title}>
      <p>{notFound.text}</p>
      <p>
        <Link href="/">{notFound.back}</Link>
      </p>
    </Page>
  );
}
