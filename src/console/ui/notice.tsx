/** A message that stands out. Screen readers read one of danger at once. */
import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  readonly look: 'info' | 'caution' | 'danger';
  readonly title: string;
  readonly children?: ReactNode;
}

export function Notice({ look, title, children }: NoticeProps) {
  return (
    <div className={`notice ${look}`} role={look === 'danger' ? 'alert' : undefined}>
      <p className="notice-title">{title}</p>
      {children}
    </div>
  );
}
