/** The head of every page: the product, where to go, and the settings of the person. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import './header.css';
import { Settings } from './settings.tsx';
import { APP_TEXTS } from './texts.ts';

interface HeaderProps {
  readonly navigation: ReactNode;
  readonly person: ReactNode;
}

export function Header({ navigation, person }: HeaderProps) {
  const words = useTexts(APP_TEXTS);
  return (
    <header className="header">
      <Link href="/" className="product">
        {words.product}
      </Link>
      {navigation}
      {person}
      <details className="settings">
        <summary>{words.settings}</summary>
        <div className="panel">
          <Settings />
          <a href="/docs">{words.documents}</a>
        </div>
      </details>
    </header>
  );
}
