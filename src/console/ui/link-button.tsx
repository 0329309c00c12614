/** A link that looks like a button: it goes to the next page of a task. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import './button.css';

interface LinkButtonProps {
  readonly href: string;
  readonly look?: 'primary' | 'plain';
  readonly children: ReactNode;
}

export function LinkButton({ href, look = 'plain', children }: LinkButtonProps) {
  return (
    <Link href={href} className={`button ${look}`}>
      {children}
    </Link>
  );
}
