import { readFileSync } from 'node:fs';

/** The rows of one file of facts, each as column → text. The files quote nothing, so a comma ends a field. */
export function facts(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(`./facts/${file}`, import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trim().split('\n');
  const columns = head.split(',');
  return lines.map((line, at) => {
    const fields = line.split(',');
    if (fields.length !== columns.length) throw new Error(`${file} row ${at + 2}: ${fields.length} fields`);
    return Object.fromEntries(columns.map((column, i) => [column, fields[i] ?? '']));
  });
}

/** The value of a column; a misspelt column stops the start instead of filling the city with blanks. */
export function cell(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`no column ${column}`);
  return value;
}

/** A field that lists several words: a|b|c, empty for none. */
export function listed(row: Record<string, string>, column: string): string[] {
  return cell(row, column)
    .split('|')
    .filter((word) => word !== '');
}
