/** What the handlers need besides their request. */
import type { CatalogueVersions } from '../../application/catalogue/catalogue-versions.ts';
import type { Actor } from '../../storage/actor.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import type { Encryptor } from '../../infra/encryption.ts';
import { actorIdOf, type Caller } from '../../application/access/caller.ts';

export interface HandlerDependencies extends TransactionDependencies {
  readonly catalogues: CatalogueVersions;
  /** Encrypts tokens of customers; absent where none can be taken. */
  readonly encryptor?: Encryptor | undefined;
  /** Address of a workflow in the Temporal UI; of its latest run where none is named. */
  readonly workflowUrl: (workflowId: string, runId: string | null) => string;
}

/** Who acts, as the audit names it. */
export function actorOf({ caller, requestId }: { caller: Caller; requestId: string }): Actor {
  return { by: actorIdOf(caller), requestId };
}
