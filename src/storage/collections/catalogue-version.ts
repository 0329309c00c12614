export { type CatalogueVersionDocument, catalogueVersions } from './catalogue-versions.ts';
