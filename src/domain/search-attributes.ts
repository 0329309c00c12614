/**
 * The search attributes of orders and episodes in the Temporal UI. Entries have the form of Temporal's typed keys, so that
 * workflow code can use them directly.
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
/** The next deadline of the order. */
export const NEXT_DEADLINE = { name: 'NextDeadline', type: 'DATETIME' } as const;
/** True while the order needs a person's attention. */
export const NEEDS_ATTENTION = { name: 'NeedsAttention', type: 'BOOL' } as const;

/** All attributes. The server must have each before the first workflow uses it. */
export const SEARCH_ATTRIBUTES = [
  ORDER_STATUS,
  ORDER_PHASE,
  EPISODE_STATE,
  CUSTOMER_ID,
  SALES_TEAM,
  NEXT_DEADLINE,
  NEEDS_ATTENTION,
] as const;
