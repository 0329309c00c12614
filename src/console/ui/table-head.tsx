/** The head of a table: a name for each column, numbers at their end, and what narrow screens leave out. */
import './table.css';

interface TableColumn {
  readonly name: string;
  readonly look?: 'number' | 'wide-only' | 'number wide-only';
}

export function TableHead({ columns }: { readonly columns: readonly (string | TableColumn)[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const { name, look }: TableColumn = typeof column === 'string' ? { name: column } : column;
          return (
            <th key={name} scope="col" className={look}>
              {name}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
