/** The agreements of all customers, or of one that the address names. */
import { Link, useSearch } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import { AgreementsFound } from './agreements-found.tsx';
import { AGREEMENTS_TEXTS } from './agreements-texts.ts';

const SANDBOXES = ['true', 'only'] as const;

export default function AgreementsPage() {
  const { list: words } = useTexts(AGREEMENTS_TEXTS);
  const search = new URLSearchParams(useSearch());
  const accountId = search.get('accountId') ?? undefined;
  const sandbox = SANDBOXES.find((known) => known === search.get('sandbox'));
  return (
    <Page title={words.title}>
      <p className="choices">
        <Link href="/customers">{words.customers}</Link>
        {accountId === undefined && sandbox === undefined && (
          <Link href="/agreements?sandbox=true">{words.withTrials}</Link>
        )}
        {(accountId !== undefined || sandbox !== undefined) && <Link href="/agreements">{words.all}</Link>}
      </p>
      <h2 id="agreements" className="unseen">
        {words.title}
      </h2>
      <AgreementsFound query={{ accountId, sandbox }} none={words.none} labelledBy="agreements" />
    </Page>
  );
}
