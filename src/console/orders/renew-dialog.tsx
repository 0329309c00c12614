/** Renews an order: the same lines, for the same terms or others. The new order is then opened. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { TermsOfService } from '../catalogue/terms-of-service.tsx';
import { TERMS_TEXTS } from '../catalogue/terms-texts.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { COMMAND_TEXTS } from './command-texts.ts';
import { renewalBody, termField } from './renewal-request.ts';
import type { Order } from './use-order.ts';

/** The longest term that is sold, in years or months; the order itself is decided by the rules. */
const LONGEST_TERM = { year: 30, month: 360 } as const;

interface RenewDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

export function RenewDialog({ order: { id, lines, productLine }, onClose }: RenewDialogProps) {
  const words = useTexts(COMMAND_TEXTS);
  const { missing } = useTexts(TERMS_TEXTS);
  const language = useLanguage();
  const api = useApi();
  const [, navigate] = useLocation();
  const { data: catalogue } = useCatalogue();
  const [accepted, setAccepted] = useState(false);
  const version = catalogue?.termsVersions[productLine] ?? '';
  const renewable = lines.flatMap(({ term, ...line }) => (term === null ? [] : [{ ...line, term }]));
  return (
    <ActionDialog
      title={words.names.renew}
      submit={words.names.renew}
      request={{ path: `/v1/orders/${encodeURIComponent(id)}/renew` }}
      bodyOf={(fields) => renewalBody(fields, renewable, { accepted, version })}
      lackOf={() => (accepted ? null : missing)}
      send={(body, idempotencyKey) =>
        api.post('/v1/orders/{id}/renew', { path: { id }, body, idempotencyKey })
      }
      onDone={(renewal) => navigate(`/orders/${encodeURIComponent(renewal.id)}`)}
      onClose={onClose}
    >
      <p>{words.renewal.effect}</p>
      {renewable.map((line) => (
        <NumberField
          key={line.id}
          name={termField(line.id)}
          label={words.renewal.terms[line.term.unit](line.name[language])}
          hint={words.renewal.hint}
          minimum={0}
          maximum={LONGEST_TERM[line.term.unit]}
          initial={line.term.count}
        />
      ))}
      <TermsOfService
        productLine={productLine}
        version={version}
        accepted={accepted}
        onChange={setAccepted}
      />
    </ActionDialog>
  );
}
