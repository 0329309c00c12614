/** The roles of API keys (api.md §1). */
import { z } from 'zod';

export const ROLES = ['sales', 'delivery', 'operator', 'platform', 'customer'] as const;
export const role = z.enum(ROLES);
export type Role = z.output<typeof role>;
/** Roles of the company's own staff and systems. A customer's key has none of them (D-01). */
export type InternalRole = Exclude<Role, 'customer'>;
export const INTERNAL_ROLES: readonly InternalRole[] = ['sales', 'delivery', 'operator', 'platform'];

/** Every role. */
export const ANY_ROLE: readonly Role[] = ROLES;
/** Roles that may buy: customers for themselves, sales and operators on their behalf (decision D-02). */
export const BUYERS: readonly Role[] = ['sales', 'operator', 'customer'];
export const SALES: readonly Role[] = ['sales', 'operator'];
export const DELIVERY: readonly Role[] = ['delivery', 'operator'];
/** Roles that accept or reject a delivery: the customer, or staff on the customer's behalf (AMB-41). */
export const ACCEPTORS: readonly Role[] = ['delivery', 'operator', 'customer'];
/** People of the company. */
export const STAFF: readonly Role[] = ['sales', 'delivery', 'operator'];
export const OPERATOR: readonly Role[] = ['operator'];
/** Only platforms post usage; an operator needs that role as well. */
export const PLATFORM: readonly Role[] = ['platform'];
