/** The pages that the person's roles have. */
import { Link, matchRoute, useLocation, useRouter } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { ROUTES } from './routes.ts';
import { APP_TEXTS } from './texts.ts';

export function Navigation() {
  const words = useTexts(APP_TEXTS);
  const { roles } = useSession();
  const [location] = useLocation();
  const { parser } = useRouter();
  const within = ROUTES.find(({ path }) => matchRoute(parser, path, location)[0])?.within;
  return (
    <nav aria-label={words.navigation} className="navigation">
      {ROUTES.map(({ path, navigation, roles: opened, navigationRoles = opened }) =>
        navigation !== undefined && navigationRoles.some((role) => roles.includes(role)) ? (
          <Link
            key={path}
            href={path}
            aria-current={
              location === path
                ? 'page'
                : location.startsWith(`${path}/`) || within === path
                  ? 'true'
                  : undefined
            }
          >
            {words.pages[navigation]}
          </Link>
        ) : null,
      )}
    </nav>
  );
}
