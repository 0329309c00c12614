/** Memo of a reconciliation run that has compared both servers and must be recorded in MongoDB. */
export const COMPARED = 'compared';
