/** The server's clock, passed to whoever needs it so that tests can hold it. */
import { instantOf, type Instant } from '../domain/instant.ts';

export type ServerClock = () => Instant;

export const systemClock: ServerClock = () => instantOf(Date.now());
