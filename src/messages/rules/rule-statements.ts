/** The shape of a table of statements: one for every rule of its source, or it does not compile. */
import type { Localized } from '../../domain/json.ts';
import type { RuleIdOf, RuleSource } from '../../domain/rules.ts';

export type RuleStatements<Source extends RuleSource> = Readonly<Record<RuleIdOf<Source>, Localized>>;
