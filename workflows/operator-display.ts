/** What Temporal shows and finds a workflow by: its current details and its search attributes. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
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

  /** Each upsert is an event of the history, so the same attributes are not sent twice. */
  publishAttributes(attributes: SearchAttributeUpdatePair[]): void {
    const text = JSON.stringify(attributes);
    if (text !== this.publishedAttributes) upsertSearchAttributes(attributes);
    this.publishedAttributes = text;
  }
}
