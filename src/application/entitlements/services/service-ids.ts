import type { LineId } from '../../../domain/ids.ts';
import { derivedId } from '../../../infra/ids.ts';

/** Id of one unit of a service line, counted from 0: one for ever. */
export function serviceIdOf(lineId: LineId, unit: number): string {
  return derivedId('svc', `${lineId}:${unit}`);
}
