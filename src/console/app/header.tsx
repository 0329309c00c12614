/** The head of every page: the product, what the person looks for, and the menu of the person. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Menu } from '../ui/menu.tsx';
import './header.css';
import iconUrl from './icon.svg';
import { Settings } from './settings.tsx';
import { APP_TEXTS } from './texts.ts';

interface HeaderProps {
  /** Absent while no one is signed in. */
  readonly search?: ReactNode;
  /** Who is signed in, and the way out. */
  readonly person?: { readonly name: string; readonly items: ReactNode };
}

export function Header({ search, person }: HeaderProps) {
  const words = useTexts(APP_TEXTS);
  return (
    <header className="header">
      <Link href="/" className="product">
        <img src={iconUrl} alt="" width={24} height={24} />
        <span className="product-name">{words.product}</span>
      </Link>
      {search}
      <Menu title={person?.name ?? words.settings}>
        {person?.items}
        <Settings />
        <a href="/docs">{words.documents}</a>
      </Menu>
    </header>
  );
}
