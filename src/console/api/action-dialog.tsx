/** A dialog that gives one command of the API. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ActionForm, type ActionFormProps } from './action-form.tsx';
import { API_TEXTS } from './texts.ts';

interface ActionDialogProps<Body extends object, Result> extends Omit<
  ActionFormProps<Body, Result>,
  'back' | 'className'
> {
  readonly title: string;
  readonly onClose: () => void;
}

export function ActionDialog<Body extends object, Result>({
  title,
  onClose,
  ...form
}: ActionDialogProps<Body, Result>) {
  const words = useTexts(API_TEXTS);
  return (
    <Dialog title={title} onClose={onClose}>
      <ActionForm {...form} back={<Button onClick={onClose}>{words.back}</Button>} />
    </Dialog>
  );
}
