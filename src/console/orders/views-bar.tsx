/** Views of the list with a name: those that everyone has and those that this browser stores. */
import { useState } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useStored } from '../preferences/use-stored.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ORDERS_TEXTS } from './orders-texts.ts';
import { commonViews, isSameView, LONGEST_NAME, viewsIn, withView } from './saved-views.ts';
import './views-bar.css';

export function ViewsBar({ search }: { readonly search: string }) {
  const { views: words } = useTexts(ORDERS_TEXTS);
  const [views, store] = useStored('orders.views', viewsIn);
  const [isNaming, setNaming] = useState(false);
  const common = commonViews(Date.now()).map((view) => ({ ...view, name: words[view.name] }));
  const isNew = search !== '' && ![...common, ...views].some((view) => isSameView(view.search, search));
  return (
    <div className="views-bar">
      <ul aria-label={words.title}>
        {common.map((view) => (
          <li key={view.name}>
            <ViewLink {...view} current={search} />
          </li>
        ))}
        {views.map((view) => (
          <li key={`saved ${view.name}`}>
            <ViewLink {...view} current={search} />
            <button
              type="button"
              aria-label={words.remove(view.name)}
              onClick={() => store(views.filter(({ name }) => name !== view.name))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {isNew && <Button onClick={() => setNaming(true)}>{words.save}</Button>}
      {isNaming && (
        <Dialog title={words.save} onClose={() => setNaming(false)}>
          <NameForm
            onBack={() => setNaming(false)}
            onName={(name) => {
              store(withView(views, { name, search }));
              setNaming(false);
            }}
          />
        </Dialog>
      )}
    </div>
  );
}

interface ViewLinkProps {
  readonly name: string;
  readonly search: string;
  readonly current: string;
}

function ViewLink({ name, search, current }: ViewLinkProps) {
  return (
    <Link href={`/orders?${search}`} aria-current={isSameView(search, current) ? 'true' : undefined}>
      {name}
    </Link>
  );
}

interface NameFormProps {
  readonly onName: (name: string) => void;
  readonly onBack: () => void;
}

function NameForm({ onName, onBack }: NameFormProps) {
  const { views: words } = useTexts(ORDERS_TEXTS);
  const [name, setName] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onName(name.trim());
      }}
    >
      <TextField
        label={words.name}
        hint={words.hint}
        required
        maxLength={LONGEST_NAME}
        value={name}
        onChange={setName}
      />
      <div className="choices">
        <Button type="submit" look="primary">
          {words.submit}
        </Button>
        <Button onClick={onBack}>{words.back}</Button>
      </div>
    </form>
  );
}
