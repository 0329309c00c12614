/** The two platforms of a product in a test: receivers on this machine, and the operator calls that configure them. */
import { z } from 'zod';
import { notice as noticeShape, type Notice } from '../../src/contracts/notices.ts';
import { platformSettings, rotatedSecret, type PlatformSettings } from '../../src/contracts/platforms.ts';
import { task as taskShape, type Task } from '../../src/contracts/tasks.ts';
import type { Platform } from '../../src/storage/collections/platforms.ts';
import { eventually } from './eventually.ts';
import { PlatformReceiver } from './platform-receiver.ts';
import { read, type ProductClient } from './product-client.ts';

export type Delivery = Notice['deliveries'][number];

/** Paths at which a receiver takes notices of customers and of sandboxes. */
export const LIVE = '/live';
export const SANDBOX = '/sandbox';

export class PlatformClient {
  private constructor(
    private readonly client: ProductClient,
    readonly business: PlatformReceiver,
    readonly management: PlatformReceiver,
  ) {}

  /** Configures both platforms with endpoints for customers and sandboxes, and a secret that their receivers know. */
  static async open(client: ProductClient): Promise<PlatformClient> {
    const platforms = new PlatformClient(
      client,
      await PlatformReceiver.start(),
      await PlatformReceiver.start(),
    );
    for (const name of ['business', 'management'] as const) {
      await platforms.set(name);
      platforms[name].secrets = [await platforms.rotate(name)];
    }
    return platforms;
  }

  async close(): Promise<void> {
    await this.business.close();
    await this.management.close();
  }

  /** Configures a platform, by default with both endpoints. */
  async set(name: Platform, request: object = {}): Promise<PlatformSettings> {
    const body = {
      url: this[name].url(LIVE),
      sandboxUrl: this[name].url(SANDBOX),
      enabled: true,
      ...request,
    };
    return read(
      platformSettings,
      await this.client.call('operator', `/v1/platforms/${name}`, { method: 'PUT', body }),
    );
  }

  async rotate(name: Platform): Promise<string> {
    const answer = await this.client.call('operator', `/v1/platforms/${name}/rotate-secret`, { body: {} });
    return read(rotatedSecret.required(), answer).secret;
  }

  async resend(noticeId: string, headers: Record<string, string> = {}): Promise<Notice> {
    const answer = await this.client.call('operator', `/v1/notices/${noticeId}/resend`, {
      body: {},
      headers,
    });
    return read(noticeShape, answer);
  }

  async notice(noticeId: string): Promise<Notice> {
    return read(noticeShape, await this.client.call('operator', `/v1/notices/${noticeId}`));
  }

  /** The notices of the account, once no delivery is pending. */
  settled(accountId: string, kind?: Notice['kind']): Promise<Notice[]> {
    return eventually(
      () => this.client.notices(accountId, kind),
      (notices) =>
        notices.length > 0 &&
        notices.every(({ deliveries }) => deliveries.every(({ state }) => state !== 'pending')),
    );
  }

  /** Waits until the delivery of a notice to a platform satisfies a condition. */
  async until(noticeId: string, name: Platform, isSo: (delivery: Delivery) => boolean): Promise<Delivery> {
    return eventually(async () => deliveryTo(await this.notice(noticeId), name), isSo);
  }

  async undeliverable(accountId: string): Promise<Task[]> {
    const answer = await this.client.call(
      'operator',
      `/v1/tasks?accountId=${accountId}&kind=notice.undeliverable`,
    );
    return read(z.strictObject({ items: z.array(taskShape), nextCursor: z.null() }), answer).items;
  }
}

export function deliveryTo({ deliveries }: Notice, name: Platform): Delivery {
  return deliveries.find(({ platform }) => platform === name)!;
}
