/** The catalogue: what is sold now, its terms of service, and prices set in new versions. */
import {
  catalogueListing,
  listCatalogueVersions,
  listTermsOfService,
  readSku,
} from '../../application/catalogue/read-catalogue.ts';
import { setPrices } from '../../application/catalogue/set-prices.ts';
import { assertUnlimited } from '../../application/access/caller.ts';
import type { catalogueRoutes } from '../../contracts/catalogue.ts';
import { inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { catalogueVersionView, productLineView, termsOfServiceView } from '../views/catalogue.ts';
import { pageView } from '../views/page.ts';

export function catalogueHandlers(dependencies: HandlerDependencies): Handlers<typeof catalogueRoutes> {
  const { database, catalogues } = dependencies;
  return {
    getCatalogue: async ({ query }) => {
      const catalogue = await catalogues.current();
      const { version, effectiveFrom } = catalogue;
      const productLines = catalogue.productLines.map((line) => productLineView(catalogue, line));
      const body = { version, effectiveFrom, productLines, ...catalogueListing(catalogue, query) };
      return { status: 200, body };
    },

    getSku: async ({ params }) => ({
      status: 200,
      body: readSku(await catalogues.current(), params.sku),
    }),

    listTermsOfService: async ({ query }) => {
      const items = await listTermsOfService(catalogues, query);
      return { status: 200, body: { items: items.map(termsOfServiceView) } };
    },

    setPrices: async (request) => {
      // Prices apply to all accounts.
      assertUnlimited(request.caller);
      const contentHash = (await catalogues.currentContentHash()) ?? '';
      const version = await inTransaction(dependencies, request, (unit) =>
        setPrices(unit, catalogues, { ...request.body, contentHash }),
      );
      return { status: 200, body: { version } };
    },

    listCatalogueVersions: async ({ query }) => {
      const page = await listCatalogueVersions(database, query);
      return { status: 200, body: pageView(page, catalogueVersionView) };
    },
  };
}
