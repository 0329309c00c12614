/** Who is signed in, and the way out. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession, useSignOut } from '../session/session-context.tsx';
import { SESSION_TEXTS } from '../session/session-texts.ts';
import { Button } from '../ui/button.tsx';

export function Person() {
  const words = useTexts(SESSION_TEXTS);
  const { person } = useSession();
  const signOut = useSignOut();
  return (
    <div className="person">
      <span title={words.signedInAs(person)}>{person}</span>
      <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {words.signOut}
      </Button>
    </div>
  );
}
