import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import { SignInLink } from './sign-in-link.tsx';
import type { Buyer } from './buyers.ts';

interface SignInLinkDialogProps {
  readonly buyer: Buyer;
  readonly onClose: () => void;
}

export function SignInLinkDialog({ buyer, onClose }: SignInLinkDialogProps) {
  const words = useTexts(BUYERS_TEXTS);
  return (
    <Dialog title={words.linkFor(buyer.name)} onClose={onClose}>
      <div className="dialog-steps">
        <SignInLink buyer={buyer} />
        <div className="choices">
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
