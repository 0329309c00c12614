/** Makes the link with which the user signs off, and hands it over: as a QR code to scan, copied, shared or by mail. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { AccountTime, useAccountTime } from '../accounts/account-time.tsx';
import { CommandFailure } from '../api/command-failure.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { useSignOffLink, type SignOffLink } from './give-service-command.ts';
import type { Service } from './next-step.ts';
import './sign-off-link-dialog.css';
import { SIGN_OFF_LINK_TEXTS } from './sign-off-link-texts.ts';

const QrCode = lazy(() => import('./qr-code.tsx'));

/** Days that a link can live. */
const DAYS = ['3', '7', '14', '30'] as const;

interface SignOffLinkDialogProps {
  readonly service: Service;
  readonly onClose: () => void;
}

export default function SignOffLinkDialog({ service, onClose }: SignOffLinkDialogProps) {
  const words = useTexts(SIGN_OFF_LINK_TEXTS);
  const commands = useTexts(COMMAND_TEXTS);
  const [days, setDays] = useState<(typeof DAYS)[number]>('14');
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const { mutate, data: link, isPending, error } = useSignOffLink(service.id);
  // A second press before the first is on its way would come without the address, and make another link.
  const isSent = useRef(false);
  const expires = useAccountTime(service.accountId);
  // As it was when the dialog was opened: the link that is made here is not the one before.
  const [existing] = useState(service.signOffLink);
  const body = { expiresInDays: Number(days) };
  return (
    <Dialog title={commands.names.link} onClose={onClose}>
      {link !== undefined ? (
        <MadeLink link={link} service={service} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isSent.current) return;
            isSent.current = true;
            mutate(
              { ...body, idempotencyKey },
              {
                onSettled: () => {
                  isSent.current = false;
                },
              },
            );
          }}
        >
          <p>{words.effect}</p>
          {existing !== undefined && (
            <Notice look="caution" title={words.exists(expires(existing.expiresAt))} />
          )}
          <Select
            label={words.lives}
            value={days}
            options={DAYS.map((value) => ({ value, label: words.days(Number(value)) }))}
            onChoose={(chosen) => {
              setDays(chosen);
              setKey(newIdempotencyKey());
            }}
          />
          <CommandFailure error={error} />
          <div className="choices">
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? commands.pending : existing === undefined ? words.make : words.replace}
            </Button>
            <Button onClick={onClose}>{commands.back}</Button>
          </div>
          <CurlLine
            request={{ path: `/v1/services/${encodeURIComponent(service.id)}/acceptance-links`, body }}
          />
        </form>
      )}
    </Dialog>
  );
}

interface MadeLinkProps extends SignOffLinkDialogProps {
  readonly link: SignOffLink;
}

function MadeLink({ link: { url, expiresAt }, service, onClose }: MadeLinkProps) {
  const words = useTexts(SIGN_OFF_LINK_TEXTS);
  const language = useLanguage();
  const [copied, setCopied] = useState(false);
  const start = useRef<HTMLParagraphElement>(null);
  useEffect(() => start.current?.focus(), []);
  const title = words.subject(service.name[language]);
  const message = words.message(service.name[language], url);
  // Pages without TLS have neither; the address can be selected there.
  const canCopy = 'clipboard' in navigator;
  const canShare = 'share' in navigator;
  return (
    <div className="made-link">
      <p ref={start} tabIndex={-1}>
        {words.scan}
      </p>
      <Suspense fallback={<div className="qr-code" />}>
        <QrCode text={url} label={words.qrCode} />
      </Suspense>
      <label className="field">
        <span>{words.address}</span>
        <input readOnly value={url} onFocus={({ target }) => target.select()} />
      </label>
      <p>
        {words.expires} <AccountTime accountId={service.accountId} at={expiresAt} withZone />
      </p>
      <div className="choices">
        {canShare && (
          <Button
            look="primary"
            onClick={() => {
              // Rejected where the person changes their mind.
              navigator.share({ title, text: message }).catch(() => undefined);
            }}
          >
            {words.share}
          </Button>
        )}
        {canCopy && (
          <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
        <a
          className="button plain"
          href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(message)}`}
        >
          {words.mail}
        </a>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </div>
  );
}
