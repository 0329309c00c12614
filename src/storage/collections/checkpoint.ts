export { type CheckpointDocument, checkpoints } from './checkpoints.ts';
