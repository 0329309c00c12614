/**
 * The pages behind a sign-off link: what was delivered, a form to accept or reject it, and the certificate. Plain HTML without
 * scripts, in English and Chinese, on the same use cases as the API (D-22).
 */
import express, { type RequestHandler } from 'express';
import { readSignOffCertificate } from '../../../application/entitlements/services/sign-off/certificate.ts';
import { readEvidenceFile } from '../../../application/entitlements/services/sign-off/evidence-file.ts';
import {
  contactOfLink,
  type LinkContactDependencies,
} from '../../../application/entitlements/services/sign-off/link-contact.ts';
import {
  decideSignOff,
  readSignOff,
  type SignOffDependencies,
} from '../../../application/entitlements/services/sign-off/sign-off.ts';
import { DomainError } from '../../../domain/errors.ts';
import { SIGN_OFF_WORDS } from '../../../messages/sign-off-words.ts';
import type { Reply } from '../../pipeline/request-context.ts';
import { certificatePage } from './certificate-page.ts';
import { deliveryPage } from './delivery-page.ts';
import { addressOf, sendPage, type Asked } from './document.ts';
import { decisionOf, refusedForm, typedIn, type Command, type Refused } from './form-fields.ts';
import { markup } from './html.ts';

const BODY_LIMIT = '32kb';
const CHOSEN_LANGUAGE = /[?&]language=(en|zh)(?:&|$)/;

/** Serves `/<token>`, `/<token>/accept`, `/<token>/reject` and `/<token>/certificate`. */
export function signOffPages(dependencies: SignOffDependencies & LinkContactDependencies): RequestHandler {
  const pages = express.Router({ caseSensitive: true });
  pages.get('/:token', (request, response) => showDelivery(reply(response), askedIn(request, response), 200));
  pages.get('/:token/certificate', (request, response) =>
    showCertificate(reply(response), askedIn(request, response)),
  );
  const form = express.urlencoded({ extended: false, limit: BODY_LIMIT });
  for (const command of ['accept', 'reject'] as const) {
    pages.post(`/:token/${command}`, form, (request, response) =>
      decide(reply(response), askedIn(request, response), command, request.body),
    );
    // The address stays in the browser where a form was refused; opened again, it shows the delivery.
    pages.get(`/:token/${command}`, (request, response) => {
      redirect(reply(response), addressOf(askedIn(request, response), ''));
    });
  }
  return pages;

  async function decide(response: Reply, asked: Asked, command: Command, body: unknown): Promise<void> {
    const words = SIGN_OFF_WORDS[asked.language];
    const typed = typedIn(body);
    const decision = decisionOf(command, typed);
    if (decision === null) {
      await showDelivery(response, asked, 422, refusedForm(command, typed, words));
      return;
    }
    try {
      await decideSignOff(dependencies, asked.token, decision, response.locals.context.requestId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code } = error;
      if (code !== 'illegal_transition' && code !== 'unavailable' && code !== 'not_found') throw error;
      const note = [code === 'unavailable' ? words.later : words.decided];
      await showDelivery(response, asked, error.status, { command, note, typed, errors: {} });
      return;
    }
    // A reload of what follows reads, and sends nothing again.
    redirect(response, addressOf(asked, ''));
  }

  /** Says so in words if the link is unknown, expired or replaced, and whom to ask. */
  async function unlessGone(response: Reply, asked: Asked, show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
      const { gone, goneTitle } = SIGN_OFF_WORDS[asked.language];
      const contact = await contactOfLink(dependencies, asked.token);
      const content = markup`<p>${gone(contact?.[asked.language] ?? null)}</p>`;
      sendPage(response, 404, asked, { title: goneTitle, content, below: '' });
    }
  }

  async function showDelivery(
    response: Reply,
    asked: Asked,
    status: number,
    refused?: Refused,
  ): Promise<void> {
    await unlessGone(response, asked, async () => {
      const signOff = await readSignOff(dependencies, asked.token);
      const fileId = signOff.service.evidence?.document?.fileId;
      const file = fileId === undefined ? null : await readEvidenceFile(dependencies, asked.token);
      const fileType = file?.contentType ?? null;
      sendPage(response, status, asked, deliveryPage(asked, { signOff, fileType, refused }));
    });
  }

  async function showCertificate(response: Reply, asked: Asked): Promise<void> {
    await unlessGone(response, asked, async () => {
      const { state } = await readSignOff(dependencies, asked.token);
      if (state !== 'accepted') {
        redirect(response, addressOf(asked, ''));
        return;
      }
      const certificate = await readSignOffCertificate(dependencies, asked.token);
      sendPage(response, 200, asked, certificatePage(asked, certificate));
    });
  }
}

/** The language of the address goes before that of the browser. */
function askedIn(request: express.Request<{ token: string }>, response: express.Response): Asked {
  const [, chosen] = CHOSEN_LANGUAGE.exec(request.url) ?? [];
  const language = chosen === 'en' || chosen === 'zh' ? chosen : (response as Reply).locals.context.language;
  return { token: request.params.token, language, chosen: chosen !== undefined };
}

/** The pipeline has created the context before any page is handled. */
function reply(response: express.Response): Reply {
  const typed = response as Reply;
  typed.locals.context.route = 'signOffPage';
  return typed;
}

function redirect(response: Reply, address: string): void {
  response.setHeader('Location', address);
  response.statusCode = 303;
  response.end();
}
