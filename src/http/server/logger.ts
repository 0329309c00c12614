/** The part of a pino logger that HTTP uses, so that tests can replace it. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
