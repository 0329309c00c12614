/** The search of the whole console: a button in the header, `/` or ⌘K. Arrow keys choose, Enter opens. */
import { useEffect, useId, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { hitsOf, type Hit } from './hits.ts';
import './search.css';
import { SEARCH_TEXTS } from './search-texts.ts';
import { LEAST_SEARCHED, useFound } from './use-search.ts';

export function Search() {
  const words = useTexts(SEARCH_TEXTS);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!opensSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className="search-button" onClick={() => setOpen(true)}>
        {words.open}
        <kbd aria-hidden="true">/</kbd>
      </button>
      {isOpen && <SearchDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** `/` is a character like others while a person types. */
function opensSearch({ key, metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean {
  if (key === 'k' && (metaKey || ctrlKey)) return true;
  const types = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
  return key === '/' && !types && !metaKey && !ctrlKey && !altKey;
}

function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useTexts(SEARCH_TEXTS);
  const language = useLanguage();
  const { roles } = useSession();
  const id = useId();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const { data, error, isFetching, isCurrent } = useFound(typed);
  const isAsked = typed.trim().length >= LEAST_SEARCHED;
  const hits = isAsked && data !== undefined ? hitsOf(data, roles, language) : [];
  const open = (hit: Hit) => {
    onClose();
    navigate(hit.href);
  };
  const onKey = (event: ReactKeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + hits.length) % hits.length);
    }
    const hit = hits[chosen];
    if (event.key === 'Enter') {
      event.preventDefault();
      // An entry of an earlier text is not what the person means.
      if (hit !== undefined && isCurrent) open(hit);
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="search">
        <input
          type="search"
          role="combobox"
          aria-label={words.label}
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-hits`}
          aria-activedescendant={hits[chosen] === undefined ? undefined : `${id}-${chosen}`}
          placeholder={words.label}
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
        {hits.length > 0 && (
          <ul id={`${id}-hits`} role="listbox" aria-label={words.found}>
            {hits.map((hit, index) => (
              // A press opens an entry; the keys are handled where the focus is.
              <li
                key={hit.href}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                onClick={() => open(hit)}
              >
                <span className="quiet">{words.kinds[hit.kind]}</span>
                <span>{hit.name}</span>
                {hit.about !== undefined && <span className="quiet">{hit.about}</span>}
              </li>
            ))}
          </ul>
        )}
        <p role="status" className="quiet">
          {!isAsked
            ? words.hint
            : data?.tooMany === true
              ? words.tooMany
              : hits.length === 0 && error === null
                ? isFetching
                  ? words.searching
                  : words.nothing
                : words.keys}
        </p>
        {error !== null && <FailureNotice error={error} />}
        <div className="choices">
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
