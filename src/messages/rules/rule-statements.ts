/** The type of a table of statements. A table that lacks a rule of its source does not compile. */
import type { Localized } from '../../domain/json.ts';
import type { RuleIdOf, RuleSource } from '../../domain/rules.ts';

export type RuleStatements<Source extends RuleSource> = Readonly<Record<RuleIdOf<Source>, Localized>>;
