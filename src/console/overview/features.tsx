/** The features that are active for an organization, and the licences that activate them. */
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { AccountDay, LastDay } from './account-day.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { Licences } from './status.ts';

interface FeaturesProps {
  readonly accountId: string;
  readonly licences: Licences;
  /** False while it is open of which organization. */
  readonly known: boolean;
}

export function Features({ accountId, licences, known }: FeaturesProps) {
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const features = licences.activatedFeatures ?? [];
  return (
    <section className="card" aria-labelledby="features">
      <h2 id="features">{words.features}</h2>
      {features.length > 0 ? (
        <ul className="badges">
          {features.map(({ code, name }) => (
            <li key={code}>
              <Badge look="good">{name[language]}</Badge>
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{known ? words.noFeatures : words.chooseOrganization}</p>
      )}
      {licences.items.length > 0 && (
        <table className="table">
          <caption className="unseen">{words.licences}</caption>
          <TableHead
            columns={[words.licences, { name: words.from, look: 'wide-only' }, words.until, words.state]}
          />
          <tbody>
            {licences.items.map(({ id, name, organizationName, from, until, state }) => (
              <tr key={id}>
                <th scope="row">
                  {name[language]}
                  {organizationName !== undefined && (
                    <>
                      <br />
                      <span className="quiet">{organizationName}</span>
                    </>
                  )}
                </th>
                <td className="wide-only">
                  <AccountDay accountId={accountId} at={from} />
                </td>
                <td>{until === null ? words.perpetual : <LastDay accountId={accountId} at={until} />}</td>
                <td>{words.licenceStates[state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
