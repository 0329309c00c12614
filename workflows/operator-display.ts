/** What Temporal shows and finds a workflow by: its current details and its search attributes. */
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { cutAtLine } from '../src/domain/cut-text.ts';

/** Temporal's limit for details. */
const DETAILS_BYTES = 20_000;

export class OperatorDisplay {
  private publishedAttributes = '';

  /** Shows notes, each a paragraph, above the details. Both are Markdown; together they are cut at a line. */
  showDetails(details: string, notes: readonly string[]): void {
    setCurrentDetails(cutAtLine([...notes, details].join('\n\n'), DETAILS_BYTES));
  }

  /** Each upsert is an event of the history: only what the workflow is not found by yet is sent. */
  publishChangedAttributes(attributes: readonly SearchAttributeUpdatePair[]): void {
    const published = workflowInfo().typedSearchAttributes;
    const changed = attributes.filter(
      ({ key, value }) => JSON.stringify(value) !== JSON.stringify(published.get(key) ?? null),
    );
    if (changed.length > 0) upsertSearchAttributes(changed);
  }

  /** As builds up to 0.2.0 did: all attributes, unless they are those that this run sent last. */
  publishAllAttributes(attributes: SearchAttributeUpdatePair[]): void {
    const text = JSON.stringify(attributes);
    if (text !== this.publishedAttributes) upsertSearchAttributes(attributes);
    this.publishedAttributes = text;
  }
}
