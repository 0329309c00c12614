/** The frame of the pages behind a sign-off link: the product, the switch of the language, and the content. */
import type { Language } from '../../../domain/json.ts';
import { SIGN_OFF_WORDS } from '../../../messages/sign-off-words.ts';
import type { Reply } from '../../pipeline/request-context.ts';
import { sendText } from '../../pipeline/send-response.ts';
import { Html, markup } from './html.ts';
import { CONTENT_POLICY, STYLE } from './style.ts';

const MEDIA_TYPE = 'text/html; charset=utf-8';
const LANG = { en: 'en', zh: 'zh-Hans' } as const;
/** Each language names itself. */
const OTHER = { en: { language: 'zh', name: '中文' }, zh: { language: 'en', name: 'English' } } as const;

/** The content security policy knows this text by its hash. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** A page of a link, as it was asked for. */
export interface Asked {
  readonly token: string;
  readonly language: Language;
  /** True if the address names the language, which links then keep. */
  readonly chosen: boolean;
}

/** The address of a page of the link: the delivery itself, or what is below it. */
export function addressOf(
  { token, language, chosen }: Asked,
  below: '' | 'accept' | 'reject' | 'certificate',
): string {
  const path = `/sign-off/${encodeURIComponent(token)}${below === '' ? '' : `/${below}`}`;
  return chosen ? `${path}?language=${language}` : path;
}

export interface PageContent {
  /** Of the document; the heading does not repeat that a form was refused. */
  readonly title: string;
  readonly heading?: string;
  readonly content: Html;
  /** The page that the other language shows instead. */
  readonly below: '' | 'certificate';
}

export function sendPage(response: Reply, status: number, asked: Asked, page: PageContent): void {
  response.statusCode = status;
  response.setHeader('Content-Security-Policy', CONTENT_POLICY);
  response.setHeader('Content-Language', asked.language);
  response.setHeader('Vary', 'Accept-Language');
  sendText(response, MEDIA_TYPE, documentOf(asked, page).text);
}

function documentOf(asked: Asked, { title, heading = title, content, below }: PageContent): Html {
  const { product } = SIGN_OFF_WORDS[asked.language];
  const other = OTHER[asked.language];
  const otherAddress = addressOf({ ...asked, language: other.language, chosen: true }, below);
  return markup`<!doctype html>
<html lang="${LANG[asked.language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
${STYLE_ELEMENT}
</head>
<body>
<header><strong>${product}</strong>
<a href="${otherAddress}" lang="${LANG[other.language]}" hreflang="${LANG[other.language]}">${other.name}</a></header>
<main>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`;
}
