export { type InconsistencyDocument, inconsistencies } from './inconsistencies.ts';
export { type ReconciliationCursorDocument, reconciliationCursors } from './reconciliation-cursors.ts';
export { type ReconciliationRunDocument, reconciliationRuns } from './reconciliation-runs.ts';
export { type CheckedPlace, type VerificationDocument, verifications } from './verifications.ts';
