/** Where buying begins: for whom, and of which product line. */
import { useQuery } from '@tanstack/react-query';
import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { useAccount } from '../accounts/account-time.tsx';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { PurchaseSteps } from '../payments/purchase-steps.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { buyAddress } from './addresses.ts';
import { ProductLines } from './product-lines.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import './purchase.css';
import { wishIn } from './wish.ts';

export default function BuyPage() {
  const words = useTexts(PURCHASE_TEXTS);
  const { roles } = useSession();
  return (
    <Page title={words.title}>
      <PurchaseSteps at="choose" />
      <Buy searches={!roles.includes('customer')} />
    </Page>
  );
}

function Buy({ searches }: { readonly searches: boolean }) {
  const words = useTexts(PURCHASE_TEXTS);
  const [, navigate] = useLocation();
  const search = useSearch();
  const { data: catalogue } = useCatalogue();
  const chosen = new URLSearchParams(search).get('accountId');
  const only = useOnlyAccount(!searches);
  const accountId = chosen ?? only.data ?? null;
  const wanted = catalogue?.items.find(({ sku }) => sku === wishIn(search).sku);
  if (chosen !== null && wanted !== undefined)
    return <Redirect to={`/buy/${encodeURIComponent(wanted.productLine)}?${search}`} replace />;
  if (accountId !== null) return <ForAccount accountId={accountId} canChange={only.data == null} />;
  if (only.isLoading) return <p role="status">{words.loading}</p>;
  return (
    <section aria-labelledby="buy-for">
      <h2 id="buy-for">{words.whoFor}</h2>
      <AccountPicker searches={searches} onPick={(id) => navigate(buyAddress(id))} />
    </section>
  );
}

/** The account of a person who has one; null for several. */
function useOnlyAccount(enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['only-account'],
    enabled,
    queryFn: async ({ signal }) => {
      const { items } = await api.get('/v1/accounts', { query: { limit: 2, sandbox: 'true' }, signal });
      return items.length === 1 ? (items[0]?.id ?? null) : null;
    },
  });
}

function ForAccount({ accountId, canChange }: { readonly accountId: string; readonly canChange: boolean }) {
  const words = useTexts(PURCHASE_TEXTS);
  const { data: account, error, refetch } = useAccount(accountId);
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (account === undefined) return <p role="status">{words.loading}</p>;
  return (
    <>
      <p className="choices">
        <strong>{words.forCustomer(account.name)}</strong>
        {canChange && <Link href="/buy">{words.otherCustomer}</Link>}
      </p>
      <ProductLines accountId={accountId} />
    </>
  );
}
