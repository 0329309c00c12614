/** A panel that opens below its name. Escape, a press elsewhere and a link in it close it. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import './menu.css';

interface MenuProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function Menu({ title, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [location] = useLocation();
  useEffect(() => {
    const close = () => menu.current?.removeAttribute('open');
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && menu.current?.contains(target) !== true) close();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      close();
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [location]);
  return (
    <details className="menu" ref={menu}>
      <summary>{title}</summary>
      <div className="panel">{children}</div>
    </details>
  );
}
