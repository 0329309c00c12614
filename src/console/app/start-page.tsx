import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import { APP_TEXTS } from './texts.ts';

export default function StartPage() {
  const { start } = useTexts(APP_TEXTS);
  return (
    <Page title={start.title}>
      <p>{start.text}</p>
    </Page>
  );
}
