import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findNode, nodeFlags } from './bundled-node.mjs';
import { passSignalsOn, run } from './child.mjs';
import { install, isInstalled } from './prepare.mjs';
import { projectRoot } from './project-root.mjs';
import { explainEnd } from './start-refusal.mjs';

/**
 * `node with-node.mjs PROGRAM …`: runs the program of an installed package, or a script of ours, under the
 * bundled Node, whichever Node npm itself runs on.
 */
passSignalsOn();

try {
  if (!isInstalled()) await install();
  const [program, ...args] = process.argv.slice(2);
  const node = findNode();
  const path = [dirname(node), join(projectRoot, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const { code } = await run(node, [...nodeFlags, scriptOf(program), ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  process.exitCode = code;
} catch (error) {
  process.exitCode = explainEnd(error);
}

/** A path is one of our scripts; a name is a program that some package brings, found in its package.json. */
function scriptOf(program) {
  if (existsSync(join(projectRoot, program))) return program;
  const owner = {
    playwright: '@playwright/test',
    depcruise: 'dependency-cruiser',
    tsc: 'typescript',
    stryker: '@stryker-mutator/core',
  };
  const folder = join(projectRoot, 'node_modules', owner[program] ?? packageOf(program));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}

function packageOf(program) {
  return program === 'svelte-kit' ? '@sveltejs/kit' : program;
}
