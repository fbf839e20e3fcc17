import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit } from './plants.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
/** What runs as source is copied; what is only read is linked. */
const COPIED = ['server', 'src', 'drizzle', 'tests', 'package.json', 'tsconfig.json'];
const LINKED = ['node_modules', 'build', 'static'];

/** The text after an edit. @throws where `find` does not stand in it exactly once */
export function edited(text: string, { file, find, replace }: Edit): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file}: what is to be replaced stands there ${text.split(find).length - 1} times`);
  return before + replace + after;
}

export const textOf = (file: string, root = projectRoot): string => readFileSync(join(root, file), 'utf8');

/** A copy of the project with these edits, which `remove` takes away. */
export function copyWith(edits: readonly Edit[]): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'faling-planted-'));
  for (const name of COPIED) cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(projectRoot, name), join(root, name));
  for (const edit of edits) writeFileSync(join(root, edit.file), edited(textOf(edit.file, root), edit));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
