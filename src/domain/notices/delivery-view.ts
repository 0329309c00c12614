/** One notice on its way to one platform, as the workflow that keeps it sees it. Plain data: it crosses Temporal. */
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
  /** By account time. */
  readonly isAttemptDue: boolean;
}

/** What came of an attempt: an endpoint took it, there is none (any more) and the built-in inbox has it, or an error. */
export type AttemptOutcome =
  | { readonly result: 'taken'; readonly status: number }
  | { readonly result: 'kept' }
  | {
      readonly result: 'failed';
      readonly error: string;
      /** The advance of the sandbox's clock in which the endpoint gave no answer in time. */
      readonly timedOutIn?: string;
    };
