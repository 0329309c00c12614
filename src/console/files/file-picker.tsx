/** A button that opens the choice of files of the device, or its camera. */
import { useRef } from 'react';
import { Button } from '../ui/button.tsx';

interface FilePickerProps {
  /** Media types. */
  readonly accept: readonly string[];
  readonly camera?: boolean;
  readonly children: string;
  readonly onPick: (file: File) => void;
}

export function FilePicker({ accept, camera = false, children, onPick }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{children}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept.join(',')}
        capture={camera ? 'environment' : undefined}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onPick(file);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
