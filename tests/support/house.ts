import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, sep } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { ESLint } from 'eslint';

export const projectRoot = join(import.meta.dirname, '..', '..');

/** Every file of ours that a person reads as code, as paths from the root with `/`. */
export function codeFiles(...rooms: string[]): string[] {
  return rooms
    .flatMap((room) => readdirSync(join(projectRoot, room), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js|svelte|css)$/.test(entry.name))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('src/lib/paraglide/'))
    .sort();
}

export function linesOf(path: string): number {
  return readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n').length;
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^([A-Z][a-z0-9]*)+$/;
/** SvelteKit gives `+page`, `[id]`, `(group)` and `@layout` their meaning (kit docs, advanced routing). */
const kitMarks = /^\+|@.*$|^\((.*)\)$|^\[+(?:\.\.\.)?(.*?)(?:=.*)?\]+$/g;
/** A URL of a standard may end in its format: /open311/v2/services.json. */
const urlFormat = /\.(json|xml)$/;
/** Drawers into which anything can be thrown, and files that only hand on what others hold. */
const drawers = /(^|-)(utils?|helpers?|common|misc|managers?|types|shared)($|-)|^(services?|index|barrel)$/;

/** Answers what is wrong with the name of a file or of a folder on the way to it, or null. */
export function nameFault(path: string): string | null {
  const folders = path.split('/').slice(0, -1);
  const [stem = '', ...rest] = basename(path).split('.');
  const isComponent = rest.at(-1) === 'svelte' && !stem.startsWith('+');
  const inRoutes = path.startsWith('src/routes/');
  for (const part of [...folders, stem, ...rest]) {
    const bare = inRoutes ? part.replace(urlFormat, '').replace(kitMarks, '$1$2') : part;
    if (isComponent && part === stem) {
      if (!pascal.test(part)) return `${path}: a component is written in Pascal case`;
    } else if (!kebab.test(bare)) return `${path}: ${part} is not kebab-case`;
    // A URL is named by the standard that it serves, such as Open311's /services.
    else if (!inRoutes && drawers.test(part)) return `${path}: ${part} is a drawer, not a noun`;
  }
  return null;
}

/** What breaks the walls of .dependency-cruiser.cjs below a folder, one sentence each. */
export async function wallFaults(baseDir: string, rooms: string[]): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const { forbidden, options } = require('../../.dependency-cruiser.cjs');
  const tsConfig = { fileName: join(projectRoot, 'tsconfig.json') };
  const { output } = await cruise(rooms, {
    ...options,
    tsConfig,
    baseDir,
    ruleSet: { forbidden, options },
    validate: true,
  });
  const { modules, summary } = output as ICruiseResult;
  // SvelteKit writes `./$types` elsewhere, and only types come from it.
  const lost = modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(
        ({ couldNotResolve, module }) => couldNotResolve && /^[.#]/.test(module) && module !== './$types',
      )
      .map(({ module }) => `${source} → ${module}: leads nowhere`),
  );
  return [...lost, ...summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`)];
}

/** The rules that a piece of code at a path breaks, without those that need types. */
export async function lintFaults(path: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: projectRoot,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parserOptions: { projectService: false } },
        rules: {
          '@typescript-eslint/await-thenable': 'off',
          '@typescript-eslint/no-floating-promises': 'off',
          '@typescript-eslint/no-misused-promises': 'off',
          '@typescript-eslint/switch-exhaustiveness-check': 'off',
        },
      },
    ],
  });
  const [result] = await eslint.lintText(code, { filePath: join(projectRoot, path) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}
