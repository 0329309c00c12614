import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import { APP_TEXTS } from './texts.ts';

export function NoPermissionPage() {
  const { noPermission } = useTexts(APP_TEXTS);
  return (
    <Page title={noPermission.title}>
      <p>{noPermission.text}</p>
      <p>
        <Link href="/">{noPermission.back}</Link>
      </p>
    </Page>
  );
}
