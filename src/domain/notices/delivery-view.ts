/** The delivery of one notice to one platform, as its workflow sees it. Plain data: it crosses Temporal. */
import type { AccountId, DeliveryId, NoticeId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NoticeKind } from '../kinds.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

export interface DeliveryView {
  readonly deliveryId: DeliveryId;
  readonly noticeId: NoticeId;
  readonly kind: NoticeKind;
  readonly platform: string;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly deliveredAt: Instant | null;
  /** While it is pending. */
  readonly nextAttemptAt: Instant | null;
  readonly givesUpAt: Instant | null;
  /** The earlier delivery about the same subject that has to end first; null where there is none. */
  readonly heldBehind: DeliveryId | null;
  /** Counts the changes that show in nothing else. */
  readonly sequence: number;
  /** In account time. */
  readonly isAttemptDue: boolean;
}

/**
 * Result of an attempt: the endpoint accepted it, the built-in inbox has it because there is no endpoint, nothing was sent
 * because an earlier one about the same subject is pending, or an error.
 */
export type AttemptOutcome =
  | { readonly result: 'accepted'; readonly status: number }
  | { readonly result: 'inbox' }
  | { readonly result: 'held' }
  | {
      readonly result: 'failed';
      readonly error: string;
      /** `updatedAt` of the platform's settings that were used, server time. */
      readonly settingsAt?: Instant;
      /** The advance of the sandbox's clock in which the endpoint did not respond in time. */
      readonly timedOutIn?: string;
    };
