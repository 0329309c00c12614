/** What can be done for an account, as its overview lists it. */
import type { JsonObject, Localized } from './json.ts';

export const REMEDY_KINDS = [
  'top_up',
  'buy_software',
  'accept_service',
  'sign_agreement',
  'confirm_order',
  'pay_order',
  'renew_order',
  'start_service',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

/** The `POST` request that does it. */
export interface RemedyRequest {
  readonly path: string;
  readonly body: JsonObject;
  /** Fields of the body that only the caller can add. */
  readonly missing: readonly string[];
}

export interface Remedy {
  readonly kind: RemedyKind;
  readonly text: Localized;
  readonly resource?: string;
  readonly sku?: string;
  readonly organizationId?: string;
  readonly orderId?: string;
  readonly serviceId?: string;
  /** Absent if it is not done with the API. */
  readonly request?: RemedyRequest;
}
