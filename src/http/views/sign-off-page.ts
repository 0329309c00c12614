/**
 * The page behind a sign-off link: what was delivered, and two forms to accept or reject it. Plain HTML without scripts,
 * in English and Chinese, on the same use case as the API (D-22).
 */
import { createHash } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { decideSignOff, readSignOff } from '../../application/entitlements/services/sign-off/sign-off.ts';
import type {
  SignOff,
  SignOffDecision,
  SignOffDependencies,
} from '../../application/entitlements/services/sign-off/sign-off.ts';
import { acceptSignOffBody, rejectSignOffBody } from '../../contracts/sign-off.ts';
import type { Language } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import { formatInstant } from '../../messages/format.ts';
import { SIGN_OFF_WORDS, type SignOffWords } from '../../messages/sign-off-words.ts';
import type { Reply } from '../pipeline/request-context.ts';
import { sendText } from '../pipeline/send-response.ts';

const MEDIA_TYPE = 'text/html; charset=utf-8';
const BODY_LIMIT = '32kb';
const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1c2330}
dt{color:#5a6475}dd{margin:0 0 .6rem}form{border:1px solid #ccd3dd;border-radius:6px;padding:1rem;margin:1rem 0}
label{display:block;margin:.4rem 0}input,textarea{width:100%;font:inherit;padding:.4rem;box-sizing:border-box}
button{font:inherit;padding:.4rem 1.2rem;margin-top:.6rem}.note{background:#fff5d6;padding:.6rem 1rem}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

type Command = SignOffDecision['command'];

/** Serves `/<token>`, `/<token>/accept` and `/<token>/reject`. */
export function signOffPages(dependencies: SignOffDependencies): RequestHandler {
  const pages = express.Router({ caseSensitive: true });
  pages.get('/:token', async (request, response) => {
    await show(reply(response), request.params.token, 200);
  });
  const form = express.urlencoded({ extended: false, limit: BODY_LIMIT });
  pages.post('/:token/accept', form, async (request, response) => {
    await decide(reply(response), request.params.token, 'accept', request.body);
  });
  pages.post('/:token/reject', form, async (request, response) => {
    await decide(reply(response), request.params.token, 'reject', request.body);
  });
  return pages;

  async function decide(response: Reply, token: string, command: Command, body: unknown): Promise<void> {
    const { requestId, language } = response.locals.context;
    const words = SIGN_OFF_WORDS[language];
    const decision = decisionOf(command, body);
    if (decision === null) {
      await show(response, token, 422, words.incomplete);
      return;
    }
    try {
      await decideSignOff(dependencies, token, decision, requestId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code } = error;
      if (code !== 'illegal_transition' && code !== 'unavailable' && code !== 'not_found') throw error;
      await show(response, token, error.status, code === 'unavailable' ? words.later : words.decided);
      return;
    }
    // A reload of what follows reads, and sends nothing again.
    response.setHeader('Location', `/sign-off/${token}`);
    response.statusCode = 303;
    response.end();
  }

  async function show(response: Reply, token: string, status: number, note?: string): Promise<void> {
    const { language } = response.locals.context;
    try {
      const signOff = await readSignOff(dependencies, token);
      send(response, status, language, pageOf(signOff, token, language, note));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
      send(response, 404, language, `<p class="note">${escaped(SIGN_OFF_WORDS[language].gone)}</p>`);
    }
  }
}

/** The pipeline has created the context before any page is handled. */
function reply(response: express.Response): Reply {
  const typed = response as Reply;
  typed.locals.context.route = 'signOffPage';
  return typed;
}

function decisionOf(command: Command, body: unknown): SignOffDecision | null {
  if (command === 'accept') {
    const { success, data } = acceptSignOffBody.safeParse(body);
    return success ? { command, person: data.acceptedBy } : null;
  }
  const { success, data } = rejectSignOffBody.safeParse(body);
  return success ? { command, person: data.rejectedBy, reason: data.reason } : null;
}

function send(response: Reply, status: number, language: Language, content: string): void {
  const title = escaped(SIGN_OFF_WORDS[language].title);
  response.statusCode = status;
  response.setHeader('Content-Security-Policy', CONTENT_POLICY);
  response.setHeader('Content-Language', language);
  response.setHeader('Vary', 'Accept-Language');
  sendText(
    response,
    MEDIA_TYPE,
    `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1>
${content}
</body></html>
`,
  );
}

function pageOf(signOff: SignOff, token: string, language: Language, note?: string): string {
  const words = SIGN_OFF_WORDS[language];
  const { service, timeZone, state } = signOff;
  const { evidence } = service;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [words.service, service.name[language]],
    [words.organization, service.organizationName],
    [words.account, service.accountName],
    [words.deliveredAt, formatInstant(service.deliveredAt, timeZone, language)],
    [words.note, evidence?.note],
    [words.document, evidence?.document?.name],
  ];
  const list = facts.flatMap(([term, value]) =>
    value === null || value === undefined ? [] : [`<dt>${escaped(term)}</dt><dd>${escaped(value)}</dd>`],
  );
  return [
    ...(note === undefined ? [] : [`<p class="note">${escaped(note)}</p>`]),
    `<dl>${list.join('')}</dl>`,
    state === 'delivered' ? formsOf(token, words) : `<p><strong>${escaped(words[state])}</strong></p>`,
  ].join('\n');
}

function formsOf(token: string, words: SignOffWords): string {
  const action = `/sign-off/${escaped(token)}`;
  return `<form method="post" action="${action}/accept">
<label>${escaped(words.name)}<input name="acceptedBy" required maxlength="200"></label>
<button>${escaped(words.accept)}</button></form>
<form method="post" action="${action}/reject">
<label>${escaped(words.name)}<input name="rejectedBy" required maxlength="200"></label>
<label>${escaped(words.reason)}<textarea name="reason" required maxlength="2000"></textarea></label>
<button>${escaped(words.reject)}</button></form>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
