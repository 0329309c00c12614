/**
 * Versions of the catalogue in MongoDB. Each is complete, and the newest is in force. A start with changed files and a change of
 * prices publish a new version; orders stay with the one they were sold under (AMB-50).
 */
import type { Catalogue, LineRules, TermsOfService } from '../../domain/catalogue/catalogue.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { CatalogueVersionDocument } from '../../storage/collections/catalogue-versions.ts';
import {
  lastReadCatalogue,
  readNewestCatalogue,
  type NewestCatalogue,
} from '../../storage/newest-catalogue.ts';

export interface NewCatalogueVersion {
  readonly author: string;
  readonly reason: string;
  readonly differences: CatalogueVersionDocument['differences'];
  readonly contentHash: string;
  /** `version` and `effectiveFrom` are set by `publish`. */
  readonly catalogue: Catalogue;
}

export interface PublishedTerms {
  readonly productLine: string;
  readonly terms: TermsOfService;
}

/** The rules that a product line has stated, the newest version of its file first. */
type PublishedRules = readonly LineRules[];

const RECENT_MS = 1_000;

export class CatalogueVersions {
  private checkedAtMs = 0;
  /** The read that concurrent calls of `recent` share. */
  private refreshing: Promise<Catalogue> | null = null;

  /** Terms of all versions up to a number. */
  private terms: {
    readonly number: number;
    readonly gathered: readonly PublishedTerms[];
  } | null = null;

  /** Rules of all versions up to a number. */
  private rules: { readonly number: number; readonly gathered: PublishedRules } | null = null;

  constructor(private readonly database: Database) {}

  /** The catalogue in force. Throws `unavailable` before the first one is published. */
  async current(session: Session | null = null): Promise<Catalogue> {
    const newest = await this.newest(session);
    if (newest === null) throw new DomainError('unavailable', { service: 'catalogue' });
    return newest;
  }

  /** The catalogue, at most a second old: for hot paths that only read definitions. */
  async recent(): Promise<Catalogue> {
    const { known } = this;
    if (known !== null && Date.now() - this.checkedAtMs < RECENT_MS) return known;
    this.refreshing ??= this.refresh();
    return this.refreshing;
  }

  private async refresh(): Promise<Catalogue> {
    try {
      const catalogue = await this.current();
      this.checkedAtMs = Date.now();
      return catalogue;
    } finally {
      this.refreshing = null;
    }
  }

  /** The catalogue that was last read; null before the first read. */
  get known(): Catalogue | null {
    return lastReadCatalogue(this.database)?.catalogue ?? null;
  }

  /** Every published version of every product line's terms, newest first within a line (AMB-53). */
  async publishedTerms(): Promise<readonly PublishedTerms[]> {
    const { number } = (await this.readNewest(null)) ?? { number: 0 };
    // Versions never change, so the terms are gathered once a version.
    if (this.terms?.number !== number) this.terms = { number, gathered: await this.gatherTerms() };
    return this.terms.gathered;
  }

  private async gatherTerms(): Promise<readonly PublishedTerms[]> {
    return this.database.models.catalogueVersions.aggregate<PublishedTerms>([
      { $sort: { number: 1 } },
      { $project: { number: 1, 'catalogue.productLines.productLine': 1, 'catalogue.productLines.terms': 1 } },
      { $unwind: '$catalogue.productLines' },
      { $replaceRoot: { newRoot: '$catalogue.productLines' } },
      { $match: { 'terms.sha256': { $type: 'string' } } },
      {
        $group: {
          _id: { productLine: '$productLine', version: '$terms.version' },
          terms: { $first: '$terms' },
        },
      },
      { $project: { _id: 0, productLine: '$_id.productLine', terms: 1 } },
      { $sort: { productLine: 1, 'terms.effectiveFrom': -1, 'terms.version': -1 } },
    ]);
  }

  /** The rules that product lines state in any published version, newest first: records cite what was removed since. */
  async publishedRules(): Promise<PublishedRules> {
    const { number } = (await this.readNewest(null)) ?? { number: 0 };
    if (this.rules?.number !== number) this.rules = { number, gathered: await this.gatherRules() };
    return this.rules.gathered;
  }

  private async gatherRules(): Promise<PublishedRules> {
    return this.database.models.catalogueVersions.aggregate<LineRules>([
      { $sort: { number: 1 } },
      { $project: { number: 1, 'catalogue.productLines.rules': 1 } },
      { $unwind: '$catalogue.productLines' },
      { $match: { 'catalogue.productLines.rules': { $type: 'object' } } },
      { $group: { _id: '$catalogue.productLines.rules', number: { $max: '$number' } } },
      { $sort: { number: -1 } },
      { $replaceRoot: { newRoot: '$_id' } },
    ]);
  }

  /** The newest version, or null before the first one. */
  async newest(session: Session | null): Promise<Catalogue | null> {
    return (await this.readNewest(session))?.catalogue ?? null;
  }

  /** Hash of the files that the catalogue in force was made from; null before the first one. */
  async currentContentHash(): Promise<string | null> {
    return (await this.readNewest(null))?.contentHash ?? null;
  }

  /** Publishes a version within a transaction. Two concurrent ones conflict on the version's number. */
  async publish(session: Session, effectiveFrom: Instant, version: NewCatalogueVersion): Promise<Catalogue> {
    const number = ((await this.readNewest(session))?.number ?? 0) + 1;
    const catalogue: Catalogue = { ...version.catalogue, version: String(number), effectiveFrom };
    await this.database.models.catalogueVersions.insertMany(
      [
        {
          _id: catalogue.version,
          number,
          effectiveFrom,
          author: version.author,
          reason: version.reason,
          differences: version.differences,
          contentHash: version.contentHash,
          catalogue,
        },
      ],
      { session },
    );
    return catalogue;
  }

  private readNewest(session: Session | null): Promise<NewestCatalogue | null> {
    return readNewestCatalogue(this.database, session);
  }
}
