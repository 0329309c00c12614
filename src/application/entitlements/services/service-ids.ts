import { derivedId } from '../../../infra/ids.ts';

/** Id of one unit of a service line, counted from 0: one for ever. */
export function serviceIdOf(lineId: string, unit: number): string {
  return derivedId('svc', `${lineId}:${unit}`);
}
