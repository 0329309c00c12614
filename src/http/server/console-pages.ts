/**
 * The web console, as `npm run build` left it: one page for every address that a person can open, and its hashed files,
 * compressed at the build. Nothing is served that the build did not make, and nothing may be loaded from elsewhere.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler, Response } from 'express';
import { DomainError } from '../../domain/errors.ts';
import type { Locals } from '../pipeline/request-context.ts';

const PAGE = 'index.html';
/** Names of the build: `orders-page-B7xk2_9Q.js`. No folder, no leading dot, and not the compressed forms themselves. */
const FILE = /^\/([\w-][\w.-]*\.(?:js|css|svg))$/;
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** The smallest first. */
const COMPRESSED = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/** Everything else that the server has: an unknown address there is a problem, also for a browser. */
const NOT_OF_THE_CONSOLE = /^\/(?:v1|docs|sign-off|problems|healthz|readyz|metrics|assets)(?:\/|$)/;

const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the files below `/assets`, for ever: a changed file has another name. */
export function consoleAssets(folder: string): RequestHandler {
  const root = path.join(folder, 'assets');
  return (request, response, next) => {
    const [, name] = FILE.exec(request.path) ?? [];
    if (!isRead(request.method) || name === undefined || !existsSync(path.join(root, name))) {
      next();
      return;
    }
    named(response, 'consoleAsset');
    const compressed = COMPRESSED.find(
      ({ encoding, suffix }) =>
        request.acceptsEncodings(encoding) !== false && existsSync(path.join(root, name + suffix)),
    );
    if (compressed !== undefined) response.setHeader('Content-Encoding', compressed.encoding);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Content-Type', MEDIA_TYPES[path.extname(name)] ?? 'application/octet-stream');
    response.removeHeader('Cache-Control');
    const options = { root, maxAge: '365d', immutable: true, lastModified: false, acceptRanges: false };
    response.sendFile(`${name}${compressed?.suffix ?? ''}`, options, (error?: Error) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  };
}

/**
 * Serves the page to browsers, whatever the address: its script knows which exist. Throws `console_missing` if it was
 * not built. Programs, which accept anything, get the problem of an unknown address.
 */
export function consolePage(folder: string): RequestHandler {
  return (request, response, next) => {
    const isPage =
      isRead(request.method) &&
      !NOT_OF_THE_CONSOLE.test(request.path) &&
      request.accepts(['application/problem+json', 'text/html']) === 'text/html';
    if (!isPage) {
      next();
      return;
    }
    named(response, 'consolePage');
    if (!existsSync(path.join(folder, PAGE))) throw new DomainError('console_missing');
    response.setHeader('Content-Security-Policy', CONTENT_POLICY);
    response.setHeader('Vary', 'Accept');
    const options = {
      root: folder,
      cacheControl: false,
      etag: false,
      lastModified: false,
      acceptRanges: false,
    };
    response.sendFile(PAGE, options, (error?: Error) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** For logs and metrics. */
function named(response: Response, route: string): void {
  (response.locals as Locals).context.route = route;
}
