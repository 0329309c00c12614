export { type EpisodeDocument, episodes } from './episodes.ts';
export { type SettlementDocument, settlements } from './settlements.ts';
