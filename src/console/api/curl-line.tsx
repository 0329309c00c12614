/** A command as curl, to be copied. */
import { useState } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { curlOf, type CommandRequest } from './curl.ts';
import './curl-line.css';
import { API_TEXTS } from './texts.ts';

export function CurlLine({ request }: { readonly request: CommandRequest }) {
  const words = useTexts(API_TEXTS);
  const [copied, setCopied] = useState('');
  const line = curlOf(request, location.origin);
  // Pages without TLS have no clipboard; the text can be selected there.
  const canCopy = 'clipboard' in navigator;
  return (
    <details className="curl">
      <summary>{words.curl}</summary>
      <pre tabIndex={0} aria-label={words.curl}>
        {line}
      </pre>
      {canCopy && (
        <Button onClick={() => void navigator.clipboard.writeText(line).then(() => setCopied(line))}>
          {copied === line ? words.copied : words.copy}
        </Button>
      )}
    </details>
  );
}
