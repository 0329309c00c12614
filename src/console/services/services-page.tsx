/** Services that wait to be delivered, soonest purchase last. Commands come with a later version. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { SERVICES_TEXTS } from './services-texts.ts';

export default function ServicesPage() {
  const words = useTexts(SERVICES_TEXTS);
  return (
    <Page title={words.title}>
      <ServicesFound />
    </Page>
  );
}

function useServices() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['services'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/services', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

function ServicesFound() {
  const words = useTexts(SERVICES_TEXTS);
  const language = useLanguage();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useServices();
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const services = data.pages.flatMap(({ items }) => items);
  if (services.length === 0) return <p>{words.empty}</p>;
  return (
    <>
      <table className="table">
        <caption className="unseen">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.service}</th>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="wide-only">
              {words.startBy}
            </th>
          </tr>
        </thead>
        <tbody>
          {services.map(({ id, orderId, name, accountId, organizationName, state, startBy }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={`/orders/${encodeURIComponent(orderId)}`}>{name[language]}</Link>
              </th>
              <td>{organizationName}</td>
              <td>{words.states[state]}</td>
              <td className="wide-only">
                {startBy === null ? '—' : <AccountTime accountId={accountId} at={startBy} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
}
