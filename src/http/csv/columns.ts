/**
 * The columns of a list as CSV, from the schema of its entries: one for each scalar field, in objects by its path
 * (`payment.state`), and two for money, decimal and currency. Lists and facts without a schema are left out (D-30).
 */
import { z } from 'zod';
import { localTextOf } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import { decimalText, type Money } from '../../domain/money.ts';
import { isHiddenFromCustomers } from '../views/customer.ts';
import { inertText } from './cells.ts';

export interface Column {
  readonly name: string;
  /** Returns the text of an entry's cell, empty if it has none. Instants are in the time zone, or in UTC. */
  readonly cellOf: (entry: unknown, timeZone: string | undefined) => string;
}

type Path = readonly string[];
type Shape = Readonly<Record<string, z.ZodType>>;

/** The columns of a page of a list; for customers without the members that they do not get. */
export function columnsOf(page: z.ZodType, reader: { readonly isCustomer: boolean }): Column[] {
  const items = page instanceof z.ZodObject ? (page.shape as Shape)['items'] : undefined;
  if (!(items instanceof z.ZodArray)) throw new TypeError('a list has items');
  const columns = columnsAt([], items.element as z.ZodType).filter(
    ({ name }) => !(reader.isCustomer && name.split('.').some(isHiddenFromCustomers)),
  );
  // The members of a union share columns.
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'enum', 'literal']);

function columnsAt(path: Path, schema: z.ZodType): Column[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return columnsAt(path, schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodObject) return columnsOfObject(path, schema.shape);
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => columnsAt(path, option as z.ZodType));
  }
  if (!SCALARS.has(schema.def.type)) return [];
  const isInstant = schema.meta()?.['format'] === 'date-time';
  return [{ name: path.join('.'), cellOf: isInstant ? instantCell(path) : scalarCell(path) }];
}

function columnsOfObject(path: Path, shape: Shape): Column[] {
  const isMoney = 'amountMinor' in shape && 'currency' in shape;
  return Object.entries(shape).flatMap(([field, schema]) =>
    isMoney && field === 'amountMinor'
      ? [{ name: [...path, 'amount'].join('.'), cellOf: amountCell(path) }]
      : columnsAt([...path, field], schema),
  );
}

function scalarCell(path: Path): Column['cellOf'] {
  return (entry) => {
    const value = valueAt(entry, path);
    if (typeof value === 'string') return inertText(value);
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  };
}

function instantCell(path: Path): Column['cellOf'] {
  return (entry, timeZone) => {
    const at = valueAt(entry, path) as Instant | null | undefined;
    if (at === null || at === undefined) return '';
    return timeZone === undefined ? at : localTextOf(at, timeZone);
  };
}

function amountCell(path: Path): Column['cellOf'] {
  return (entry) => {
    const money = valueAt(entry, path) as Money | null | undefined;
    return money === null || money === undefined ? '' : decimalText(money);
  };
}

function valueAt(entry: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, field) =>
      typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[field] : undefined,
    entry,
  );
}
