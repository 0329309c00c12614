/** What is suspended, outstanding or closed, with the rule that says so and the way out. */
import { AccountTime } from '../accounts/account-time.tsx';
import { RuleSentence } from '../api/rule-sentence.tsx';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { formatRemaining } from '../format/countdown.ts';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ALERT_TEXTS, CAPABILITY_NAMES } from './alert-texts.ts';
import type { Alert } from './alerts.ts';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { buyLink, remedyLink } from './remedy-link.ts';
import { useResourceUnits } from './resource-units.ts';

interface AlertBannerProps {
  readonly accountId: string;
  /** Account time. */
  readonly now: string;
  readonly alerts: readonly Alert[];
}

export function AlertBanner({ alerts, ...rest }: AlertBannerProps) {
  const words = useTexts(ALERT_TEXTS);
  if (alerts.length === 0) return null;
  return (
    <section className="alerts" aria-label={words.region}>
      {alerts.map((alert) => (
        <OneAlert
          key={`${alert.capability} ${alert.pool?.resource ?? alert.sku ?? ''}`}
          alert={alert}
          {...rest}
        />
      ))}
    </section>
  );
}

type OneAlertProps = Omit<AlertBannerProps, 'alerts'> & { readonly alert: Alert };

function OneAlert({ accountId, now, alert }: OneAlertProps) {
  const words = useTexts(ALERT_TEXTS);
  const actions = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const unitsOf = useResourceUnits();
  const nameOf = useCapabilityName();
  const subject = useSubjectName();
  const { kind, pool, outstanding, since, suspendsAt, rule, advice, remedy, stillOpen } = alert;
  const what = [nameOf(alert.capability), subject(alert)].filter(Boolean).join(' · ');
  const remaining =
    suspendsAt === undefined ? null : formatRemaining(Date.parse(suspendsAt) - Date.parse(now), language);
  const link = remedy === undefined ? null : remedyLink(accountId, remedy);
  return (
    <Notice look={kind === 'suspended' ? 'danger' : 'caution'} title={words[kind](what)}>
      <p>
        {pool !== undefined && outstanding !== undefined && (
          <strong>{words.outstanding(unitsOf(pool.resource, outstanding))}</strong>
        )}{' '}
        {since !== undefined && (
          <>
            {words.since} <AccountTime accountId={accountId} at={since} />
          </>
        )}
        {suspendsAt !== undefined && (
          <>
            {words.suspendsAt} <AccountTime accountId={accountId} at={suspendsAt} />
            {remaining !== null && ` · ${words.left(remaining)}`}
          </>
        )}
      </p>
      <p>{remedy?.text[language] ?? advice}</p>
      {stillOpen.length > 0 && <p>{words.stillOpen(formatList(stillOpen.map(nameOf), language))}</p>}
      {rule !== undefined && <RuleSentence id={rule} />}
      <LinkButton href={link ?? buyLink(accountId)} look="primary">
        {link === null || remedy === undefined ? actions.buy : actions.remedies[remedy.kind]}
      </LinkButton>
    </Notice>
  );
}

function useCapabilityName(): (capability: string) => string {
  const { names } = useTexts(CAPABILITY_NAMES);
  return (capability) => (names as Readonly<Record<string, string>>)[capability] ?? capability;
}

/** The pool or the product that an alert is about. */
function useSubjectName(): (alert: Alert) => string {
  const language = useLanguage();
  const { data } = useCatalogue();
  return ({ pool, sku }) =>
    pool?.resourceName[language] ?? data?.items.find((item) => item.sku === sku)?.name[language] ?? sku ?? '';
}
