/** HTTP routes of the fake provider: charges, refunds, and its events for tests and operators. */
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { eventMetadata, providerMoney } from '../../contracts/payment-events.ts';
import type { ChargeStore } from './charge-store.ts';
import type { EventSender } from './event-sender.ts';
import { ChargeError, type PaymentProcessor } from './payment-processor.ts';
import type { StoredEvent } from './records.ts';

const text = z.string().min(1).max(200);
const paidMoney = providerMoney.extend({ amountMinor: z.int().min(1) });
const chargeBody = z.strictObject({
  paymentId: text,
  orderId: text,
  token: text,
  amount: paidMoney,
  reference: z.string().max(200),
  metadata: eventMetadata.exactOptional(),
});
const refundBody = z.strictObject({ refundId: text, providerReference: text, amount: paidMoney });
const replayBody = z.strictObject({ eventId: text, times: z.int().min(1).max(100).default(1) });

export interface ProviderRoutes {
  readonly processor: PaymentProcessor;
  readonly store: ChargeStore;
  readonly sender: EventSender;
  /** Sends an event until the receiver accepts it. */
  readonly deliver: (stored: StoredEvent) => void;
}

/** Only JSON is accepted, so that a web page of another origin cannot post here without a preflight. */
export function providerRoutes({ processor, store, sender, deliver }: ProviderRoutes): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '64kb' }));

  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));

  app.post('/charges', async (request, response) => {
    const { stored, newEvents } = await processor.charge(chargeBody.parse(request.body));
    response.status(202).json({ providerReference: stored.providerReference });
    newEvents.forEach(deliver);
  });

  app.get('/charges/:paymentId', (request, response) => {
    const charge = processor.chargeOf(request.params.paymentId);
    if (charge === undefined) throw new ChargeError(404, 'not_found');
    const { fingerprint: _fingerprint, ...shown } = charge;
    response.json(shown);
  });

  app.post('/refunds', async (request, response) => {
    const { stored, newEvents } = await processor.refund(refundBody.parse(request.body));
    response.status(202).json({ refundReference: stored.refundReference });
    newEvents.forEach(deliver);
  });

  app.get('/events', (request, response) => {
    const { paymentId } = z.object({ paymentId: text }).parse(request.query);
    response.json({ items: store.eventsFor(paymentId).map(({ event }) => event) });
  });

  app.post('/events', async (request, response) => {
    const { eventId, times } = replayBody.parse(request.body);
    const stored = store.event(eventId);
    if (stored === undefined) throw new ChargeError(404, 'not_found');
    response.json({ statuses: await sender.send(stored.event, times) });
  });

  app.use(() => {
    throw new ChargeError(404, 'not_found');
  });
  app.use(answerError);
  return app;
}

const clientError = z.object({ status: z.int().min(400).max(499) });

/** Express recognizes an error handler by its four parameters. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (error instanceof ChargeError) {
    response.status(error.status).json({ error: { code: error.code } });
  } else if (error instanceof z.ZodError) {
    const paths = error.issues.map((issue) => issue.path.join('.'));
    response.status(422).json({ error: { code: 'invalid', paths } });
  } else {
    // Errors of the body parser carry a status; their messages may quote the body.
    const status = clientError.safeParse(error).data?.status ?? 500;
    response.status(status).json({ error: { code: status === 500 ? 'internal' : 'bad_request' } });
  }
};
