/** The catalogue: what is sold now, and prices set by operators in new versions. */
import type { catalogueRoutes } from '../../contracts/catalogue.ts';
import {
  findSku,
  namedFeatures,
  termsVersionsOf,
  type ProductLine,
} from '../../domain/catalogue/catalogue.ts';
import { changePrices } from '../../domain/catalogue/price-change.ts';
import { skuViewOf } from '../../domain/catalogue/sku-view.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CatalogueVersionDocument } from '../../storage/collections/catalogue-versions.ts';
import { transact } from '../../storage/unit-of-work.ts';
import { assertUnlimited } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';

export function catalogueHandlers(dependencies: HandlerDependencies): Handlers<typeof catalogueRoutes> {
  const { database, catalogues } = dependencies;
  return {
    getCatalogue: async ({ query: { productLine, kind } }) => {
      const catalogue = await catalogues.current();
      const items = catalogue.skus
        .filter((sku) => productLine === undefined || sku.productLine === productLine)
        .filter((sku) => kind === undefined || sku.kind === kind)
        .map((sku) => skuViewOf(catalogue, sku));
      const { version, effectiveFrom } = catalogue;
      const codes = [...new Set(items.flatMap(({ features }) => features ?? []))];
      return {
        status: 200,
        body: {
          version,
          effectiveFrom,
          termsVersions: termsVersionsOf(catalogue),
          productLines: catalogue.productLines.map(productLineView),
          features: namedFeatures(catalogue, codes),
          items,
        },
      };
    },

    getSku: async ({ params }) => {
      const catalogue = await catalogues.current();
      const sku = findSku(catalogue, params.sku);
      if (sku === undefined) throw new DomainError('not_found', { kind: 'sku', id: params.sku });
      return { status: 200, body: skuViewOf(catalogue, sku) };
    },

    listTermsOfService: async ({ query }) => {
      const items = (await catalogues.publishedTerms())
        .filter(({ productLine }) => query.productLine === undefined || productLine === query.productLine)
        .filter(({ terms }) => query.version === undefined || terms.version === query.version)
        .map(({ productLine, terms: { version, effectiveFrom, text, sha256 } }) => ({
          productLine,
          version,
          effectiveFrom,
          text,
          sha256,
        }));
      return { status: 200, body: { items } };
    },

    setPrices: async (request) => {
      // Prices hold for everybody.
      assertUnlimited(request.caller);
      const { prices, demo, reason } = request.body;
      const contentHash = (await catalogues.currentContentHash()) ?? '';
      const version = await transact(dependencies, actorOf(request), async (unit) => {
        const current = await catalogues.current(unit.session);
        const { version: before } = current;
        const effectiveFrom = unit.recordedAt;
        const change = changePrices(current, { version: before, effectiveFrom, prices, demo });
        if (!change.ok) throw new DomainError('validation_failed', {}, { errors: change.problems });
        // The same prices again are no new version.
        if (change.differences.length === 0) return before;
        const { catalogue, differences } = change;
        const author = request.caller.keyId;
        const published = await catalogues.publish(unit.session, effectiveFrom, {
          author,
          reason,
          differences: [...differences],
          contentHash,
          catalogue,
        });
        unit.audit({
          type: 'catalogue.repriced',
          at: effectiveFrom,
          accountId: null,
          reason,
          facts: { prices: differences.length, demo },
          before: { version: before },
          after: { version: published.version },
          catalogueVersion: published.version,
        });
        return published.version;
      });
      return { status: 200, body: { version } };
    },

    listCatalogueVersions: async ({ query }) => {
      const { documents, nextCursor } = await readPage<CatalogueVersionDocument>(
        database.models.catalogueVersions,
        { scopes: [{}], sort: { number: -1 }, without: ['catalogue'] },
        query,
      );
      const items = documents.map(({ _id, effectiveFrom, author, reason, differences }) => ({
        version: _id,
        effectiveFrom,
        author,
        reason,
        differences: [...differences],
      }));
      return { status: 200, body: { items, nextCursor } };
    },
  };
}

function productLineView({ productLine, name, currency, contact }: ProductLine) {
  return { productLine, name, currency, contact };
}
