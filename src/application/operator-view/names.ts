/** Names that customers know, from the catalogue in force. */
import { capabilityNameOf, findResource, findSku, type Unit } from '../../domain/catalogue/catalogue.ts';
import type { Localized } from '../../domain/json.ts';
import type { Database } from '../../storage/database.ts';
import { ANY_CAPABILITY } from '../../messages/words.ts';
import { CatalogueVersions } from '../catalogue/catalogue-versions.ts';

/** A name that customers know, and the unit in which quantities are counted. */
export interface Named {
  readonly name: Localized;
  readonly unit: Unit;
}

/** A code that the catalogue does not know stands for itself. */
export class Names {
  private readonly versions: CatalogueVersions;

  constructor(database: Database) {
    this.versions = new CatalogueVersions(database);
  }

  async ofResource(resource: string): Promise<Named> {
    const catalogue = await this.versions.newest(null);
    const found = catalogue === null ? undefined : findResource(catalogue, resource);
    return named(resource, found?.name, catalogue?.units[found?.unit ?? '']);
  }

  async ofCapability(code: string): Promise<Localized> {
    const catalogue = await this.versions.newest(null);
    return (catalogue === null ? undefined : capabilityNameOf(catalogue, code)) ?? ANY_CAPABILITY;
  }

  async ofSku(code: string): Promise<Named> {
    const catalogue = await this.versions.newest(null);
    const found = catalogue === null ? undefined : findSku(catalogue, code);
    return named(code, found?.name, catalogue?.units[found?.unit ?? '']);
  }
}

const ANY_UNIT: Unit = { en: { one: 'unit', many: 'units' }, zh: '单位' };

function named(code: string, name: Localized | undefined, unit: Unit | undefined): Named {
  return { name: name ?? { en: code, zh: code }, unit: unit ?? ANY_UNIT };
}
