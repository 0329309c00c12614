/** Who may call what: the roles that API keys carry (api.md §1). */
import { z } from 'zod';

export const ROLES = ['sales', 'delivery', 'operator', 'platform', 'customer'] as const;
export const role = z.enum(ROLES);
export type Role = z.output<typeof role>;
/** Roles of the company's own people and systems. A key of a customer carries none of them (decision D-01). */
export type InternalRole = Exclude<Role, 'customer'>;
export const INTERNAL_ROLES: readonly InternalRole[] = ['sales', 'delivery', 'operator', 'platform'];

/** Every key may call this, whatever its role. */
export const ANY_ROLE: readonly Role[] = ROLES;
/** Roles that may buy: customers for themselves, sales and operators on their behalf (decision D-02). */
export const BUYERS: readonly Role[] = ['sales', 'operator', 'customer'];
export const SALES: readonly Role[] = ['sales', 'operator'];
export const DELIVERY: readonly Role[] = ['delivery', 'operator'];
/** Who decides about what was delivered: its user, or staff for the user (AMB-41). */
export const ACCEPTORS: readonly Role[] = ['delivery', 'operator', 'customer'];
export const OPERATOR: readonly Role[] = ['operator'];
/** Usage is posted by the platforms alone: an operator needs that role too. */
export const PLATFORM: readonly Role[] = ['platform'];
