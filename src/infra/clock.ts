/** The server's clock. Callers receive it as a parameter, so that tests can stop it. */
import { instantOf, type Instant } from '../domain/instant.ts';

export type ServerClock = () => Instant;

export const systemClock: ServerClock = () => instantOf(Date.now());
