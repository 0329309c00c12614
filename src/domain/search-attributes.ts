/**
 * What an operator can search orders and episodes by in the Temporal UI. Each entry has the form of Temporal's typed keys, so
 * that workflow code can use it as it is.
 */

/** State of the order. */
export const ORDER_STATUS = { name: 'OrderStatus', type: 'KEYWORD' } as const;
/** What the order waits for now. */
export const ORDER_PHASE = { name: 'OrderPhase', type: 'KEYWORD' } as const;
/** State of an episode of arrears. */
export const EPISODE_STATE = { name: 'EpisodeState', type: 'KEYWORD' } as const;
/** Id of the account. */
export const CUSTOMER_ID = { name: 'CustomerId', type: 'KEYWORD' } as const;
export const SALES_TEAM = { name: 'SalesTeam', type: 'KEYWORD' } as const;
/** When the order next does something by itself. */
export const NEXT_DEADLINE = { name: 'NextDeadline', type: 'DATETIME' } as const;
/** True while a person has to look at the order. */
export const NEEDS_ATTENTION = { name: 'NeedsAttention', type: 'BOOL' } as const;

/** All of them: the servers must know each before the first workflow names it. */
export const SEARCH_ATTRIBUTES = [
  ORDER_STATUS,
  ORDER_PHASE,
  EPISODE_STATE,
  CUSTOMER_ID,
  SALES_TEAM,
  NEXT_DEADLINE,
  NEEDS_ATTENTION,
] as const;
