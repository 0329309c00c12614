/** Who is signed in, in which roles, and the way out. */
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession, useSignOut } from '../session/session-context.tsx';
import { SESSION_TEXTS } from '../session/session-texts.ts';
import { Button } from '../ui/button.tsx';

export function PersonItems() {
  const words = useTexts(SESSION_TEXTS);
  const { person, roles } = useSession();
  const signOut = useSignOut();
  return (
    <div className="person">
      <p>
        {words.signedInAs(person)}
        <br />
        <span className="quiet">{roles.map((role) => words.roles[role]).join(' · ')}</span>
      </p>
      <Link href="/sessions">{words.sessions}</Link>
      <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {words.signOut}
      </Button>
    </div>
  );
}
