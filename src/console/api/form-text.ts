/** Texts of a form's fields. */

/** The text of a field without spaces around it; empty if the form has no such field. */
export function textIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The number of a field of type `number`, whose form browsers check; null if it is empty. */
export function numberIn(fields: FormData, name: string): number | null {
  const text = textIn(fields, name);
  return text === '' ? null : Number(text);
}
