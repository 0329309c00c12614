/**
 * The console in a real browser on the whole product: built, served and opened as a person would. Tests read what the page
 * says, and the accessibility rules that it breaks.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { createClient, type Client } from '../../client/src/index.ts';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { openBrowser } from './browser.ts';
import { startProduct, type Product } from './product.ts';
import { rememberData, untranslatedOn } from './untranslated.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, levels A and AA, and good practice. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const PHONE = { width: 375, height: 812 };
export const DESK = { width: 1_280, height: 900 };

/** What the console is shown in. */
export interface Look {
  readonly language: 'en' | 'zh' | 'pseudo';
  readonly theme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

/** The looks of a screen test: both languages, both themes and both sizes, each with each other at least once. */
export const LOOKS = [
  { language: 'en', theme: 'light', viewport: DESK },
  { language: 'en', theme: 'dark', viewport: PHONE },
  { language: 'zh', theme: 'light', viewport: PHONE },
  { language: 'zh', theme: 'dark', viewport: DESK },
] as const satisfies Look[];

export interface TestConsole {
  readonly product: Product;
  /** Calls the API with the development key of a role, in English. */
  readonly as: (role: InternalRole) => Client;
  /** Opens a page in a browser profile of its own. Signs in with a key, if one is given, before it shows `at`. */
  open(
    look: Look,
    at?: string,
    signIn?: { readonly key: string; readonly person: string },
  ): Promise<TestPage>;
  close(): Promise<void>;
}

export interface TestPage {
  readonly page: Page;
  /** What axe finds on the page as it is now. */
  readonly flaws: () => Promise<string[]>;
  /** True if nothing is wider than the screen. */
  readonly fits: () => Promise<boolean>;
  /** In the pseudo-language: what is neither a text of the console nor data of the API. */
  readonly untranslated: () => Promise<string[]>;
  /** Errors of scripts, and what the content security policy blocked. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startConsole(): Promise<TestConsole> {
  await promisify(execFile)(process.execPath, [projectPath('scripts/prepare-console-tests.mjs')]);
  const consoleFolder = projectPath('dist/console');
  const [product, browser] = await Promise.all([startProduct({}, { consoleFolder }), openBrowser()]);
  return {
    product,
    as: (role) => createClient({ baseUrl: product.url, apiKey: product.keys[role], language: 'en' }),
    open: async ({ language, theme, viewport }, at = '/', signIn) => {
      // Neither the zone of the test machine nor that of its customers.
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport,
        timezoneId: 'America/Sao_Paulo',
      });
      await context.addInitScript(
        `localStorage.getItem('preferences') ?? localStorage.setItem('preferences', '${JSON.stringify({ language, theme, zone: 'customer' })}')`,
      );
      if (signIn !== undefined) {
        const { status } = await context.request
          .post(`${product.url}/v1/sessions`, { data: signIn, headers: { origin: product.url } })
          .then((response) => ({ status: response.status() }));
        if (status !== 201) throw new Error(`Signing in was responded with ${status}`);
      }
      const page = await context.newPage();
      const errors = listenForErrors(page);
      const data = rememberData(page);
      await page.goto(`${product.url}${at}`);
      return {
        page,
        errors,
        flaws: () => flawsOf(page),
        untranslated: () => untranslatedOn(page, data),
        fits: () => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'),
        close: () => context.close(),
      };
    },
    close: async () => {
      await browser.close();
      await product.close();
    },
  };
}

function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    // The browser reports refusals of the API as failed requests: a new visitor has no session, and rules refuse.
    const isRefusal = /Failed to load resource.*status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  return errors;
}

async function flawsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: AxeCore };
    const { violations } = await axe.run({ runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, AXE_TAGS);
}

interface AxeCore {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
