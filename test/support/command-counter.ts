/** Records the commands that the client of a database sends to MongoDB. */
import type { Database } from '../../src/storage/database.ts';

interface CommandStarted {
  readonly commandName: string;
  readonly command: Readonly<Record<string, unknown>>;
}

export class CommandCounter {
  private sent: string[] = [];

  /** The client reports its commands only if its address says `monitorCommands=true`. */
  constructor(private readonly database: Database) {
    this.client.on('commandStarted', this.record);
  }

  /** The commands since the last call, such as `find orders`, in the order in which they were sent. */
  take(): readonly string[] {
    const taken = this.sent;
    this.sent = [];
    return taken;
  }

  stop(): void {
    this.client.off('commandStarted', this.record);
  }

  private get client() {
    return this.database.connection.getClient();
  }

  private readonly record = ({ commandName, command }: CommandStarted): void => {
    const target = command[commandName];
    this.sent.push(typeof target === 'string' ? `${commandName} ${target}` : commandName);
  };
}
