/** Who may call what: the roles that API keys carry (api.md §1). */
import { z } from 'zod';

export const ROLES = ['sales', 'delivery', 'operator', 'platform'] as const;
export const role = z.enum(ROLES);
export type Role = z.output<typeof role>;

/** Every key may call this, whatever its role. */
export const ANY_ROLE: readonly Role[] = ROLES;
export const SALES: readonly Role[] = ['sales', 'operator'];
export const DELIVERY: readonly Role[] = ['delivery', 'operator'];
export const OPERATOR: readonly Role[] = ['operator'];
/** Usage is posted by the platforms alone: an operator needs that role too. */
export const PLATFORM: readonly Role[] = ['platform'];
