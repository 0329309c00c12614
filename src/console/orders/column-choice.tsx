/** The menu that says which columns the list has. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { Menu } from '../ui/menu.tsx';
import './column-choice.css';
import { ALWAYS_SHOWN, COLUMNS, columnsIn, type Column } from './columns.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';

interface ColumnChoiceProps {
  readonly chosen: readonly Column[];
  readonly onChoose: (columns: readonly Column[]) => void;
}

export function ColumnChoice({ chosen, onChoose }: ColumnChoiceProps) {
  const words = useTexts(ORDERS_TEXTS);
  return (
    <Menu title={words.columns}>
      <fieldset className="column-choice">
        <legend className="unseen">{words.columns}</legend>
        {COLUMNS.filter((column) => !ALWAYS_SHOWN.includes(column)).map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={chosen.includes(column)}
              onChange={({ target }) =>
                onChoose(
                  columnsIn(
                    target.checked ? [...chosen, column] : chosen.filter((other) => other !== column),
                  ),
                )
              }
            />
            {words.columnNames[column]}
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}
