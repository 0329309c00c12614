/**
 * The catalogue as it is sold from: versions in MongoDB, each complete, the newest in force. Starting with changed files or
 * changing prices makes a new version; orders keep the one they were sold under (AMB-50).
 */
import type { Catalogue, TermsOfService } from '../../domain/catalogue/catalogue.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { CatalogueVersionDocument } from '../../storage/collections/catalogue-versions.ts';

export interface NewCatalogueVersion {
  readonly author: string;
  readonly reason: string;
  readonly differences: CatalogueVersionDocument['differences'];
  readonly contentHash: string;
  /** Its `version` and `effectiveFrom` are given here. */
  readonly catalogue: Catalogue;
}

export interface PublishedTerms {
  readonly productLine: string;
  readonly terms: TermsOfService;
}

const RECENT_MS = 1_000;

export class CatalogueVersions {
  /** The newest version this process has read; versions never change, so it is only ever replaced. */
  private kept: {
    readonly number: number;
    readonly contentHash: string;
    readonly catalogue: Catalogue;
  } | null = null;

  private checkedAtMs = 0;
  /** The look that `recent` takes; whoever asks meanwhile waits for the same one. */
  private looking: Promise<Catalogue> | null = null;

  /** Terms of all versions up to a number. */
  private terms: {
    readonly number: number;
    readonly gathered: readonly PublishedTerms[];
  } | null = null;

  constructor(private readonly database: Database) {}

  /** The catalogue in force. Refuses with `unavailable` before the first one was published. */
  async current(session: Session | null = null): Promise<Catalogue> {
    const newest = await this.newest(session);
    if (newest === null) throw new DomainError('unavailable', { service: 'catalogue' });
    return newest;
  }

  /** The catalogue as of a moment ago, for what is asked thousands of times a second and only reads definitions. */
  async recent(): Promise<Catalogue> {
    if (this.kept !== null && Date.now() - this.checkedAtMs < RECENT_MS) return this.kept.catalogue;
    this.looking ??= this.look();
    return this.looking;
  }

  private async look(): Promise<Catalogue> {
    try {
      const catalogue = await this.current();
      this.checkedAtMs = Date.now();
      return catalogue;
    } finally {
      this.looking = null;
    }
  }

  /** The catalogue that `recent` or `current` last found; null before either was asked. */
  get known(): Catalogue | null {
    return this.kept?.catalogue ?? null;
  }

  /** Every version of every product line's terms that was ever published, the newest first within a line (AMB-53). */
  async publishedTerms(): Promise<readonly PublishedTerms[]> {
    const { number } = (await this.readNewest(null)) ?? { number: 0 };
    // Versions never change, so that the terms are gathered once for each new one.
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

  /** The newest version, or null before the first one. */
  async newest(session: Session | null): Promise<Catalogue | null> {
    return (await this.readNewest(session))?.catalogue ?? null;
  }

  /** Hash of the files that the catalogue in force was made from; null before the first one. */
  async currentContentHash(): Promise<string | null> {
    return (await this.readNewest(null))?.contentHash ?? null;
  }

  /** Publishes a version within a transaction. Two at once exclude each other by the version's number. */
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

  private async readNewest(session: Session | null) {
    const { catalogueVersions } = this.database.models;
    const head = await catalogueVersions
      .findOne({}, { number: 1 })
      .sort({ number: -1 })
      .session(session)
      .lean();
    if (head === null) return null;
    if (this.kept?.number === head.number) return this.kept;
    // A version that a transaction wrote may still be taken back: only what is committed is kept.
    const committed = await catalogueVersions.findOne({ number: head.number }).lean();
    const found =
      committed ?? (await catalogueVersions.findOne({ number: head.number }).session(session).lean());
    if (found === null) return null;
    const { number, contentHash, catalogue } = found;
    const read = { number, contentHash, catalogue };
    if (committed !== null) this.kept = read;
    return read;
  }
}
