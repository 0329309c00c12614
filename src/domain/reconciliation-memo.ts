/** What a run of reconciliation that has compared the two servers, and that MongoDB has to know, carries in its memo. */
export const COMPARED = 'compared';
