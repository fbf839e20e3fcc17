import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findNode, nodeFlags } from '../server/launch/bundled-node.mjs';
import { passSignalsOn, stopSignal } from '../server/launch/child.mjs';
import { build, install, isBuilt, isInstalled } from '../server/launch/prepare.mjs';
import { step } from '../server/launch/progress.mjs';
import { projectRoot } from '../server/launch/project-root.mjs';
import { explainEnd } from '../server/launch/start-refusal.mjs';
import { prepareChromium } from './support/chromium.mjs';
import { countCheck, countPlaywright, countVitest, sentence, sum } from './support/count.mjs';
import { clearAway, processesNaming, temporaryFolderOfRun } from './support/leftovers.mjs';
import { endSteps, runStep } from './support/step.mjs';

/**
 * `npm test`: prepares what is missing, runs every check and every test, and ends with one line of numbers.
 * Runs on Node 20; the checks themselves run under the bundled Node.
 */
const reports = join(projectRoot, 'test-results');
const report = (name) => join(reports, `${name}.json`);
const vitest = (project) => [
  'vitest/vitest.mjs',
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report(project)}`,
];

/** Each step: its commands in order, each a script below node_modules, and how its result is counted. */
const steps = [
  { name: 'format', zh: '格式', commands: [['prettier/bin/prettier.cjs', '--check', '.']] },
  { name: 'lint', zh: '代码规则', commands: [['eslint/bin/eslint.js', '--max-warnings=0', '.']] },
  {
    name: 'types',
    zh: '类型',
    commands: [
      ['@sveltejs/kit/svelte-kit.js', 'sync'],
      ['svelte-check/bin/svelte-check', '--fail-on-warnings'],
    ],
  },
  { name: 'unused', zh: '无用代码', commands: [['knip/bin/knip.js']] },
  { name: 'unit', zh: '单元测试', commands: [vitest('unit')], count: countVitest },
  { name: 'integration', zh: '集成测试', commands: [vitest('integration')], count: countVitest },
  { name: 'e2e', zh: '浏览器测试', commands: [['@playwright/test/cli.js', 'test']], count: countPlaywright },
];

const asked = readArguments(process.argv.slice(2));
const temporary = await temporaryFolderOfRun();

passSignalsOn(async () => {
  await endSteps();
  await clearAway(temporary);
  process.exit(130);
});

try {
  process.exitCode = await runAll(steps.filter(({ name }) => asked.has(name)));
} catch (error) {
  process.exitCode = explainEnd(error);
}
if (!stopSignal()) await clearAway(temporary);

async function runAll(chosen) {
  if (!isInstalled()) await step('安装依赖', 'installing packages', install);
  if (asked.has('e2e')) await step('准备浏览器', 'finding a browser', prepareChromium);
  // The build also writes the messages' code, which types, lint and tests read.
  const readers = ['types', 'lint', 'unit', 'integration', 'e2e'];
  const built = readers.some((name) => asked.has(name)) && !isBuilt();
  if (built) await step('构建', 'building', build);
  mkdirSync(reports, { recursive: true });
  const results = built ? [{ name: 'build', ...countCheck(0) }] : [];
  for (const one of chosen) {
    results.push({ name: one.name, ...(await runOne(one)) });
    // The signal's own handler ends the run; nothing more is begun or reported in the meantime.
    if (stopSignal()) return 130;
  }
  results.push({ name: 'leftovers', ...(await countLeftovers()) });
  printTable(results);
  const total = sum(results);
  console.log(sentence(total));
  return total.failed > 0 ? 1 : 0;
}

async function runOne({ name, zh, commands, count }) {
  rmSync(report(name), { force: true });
  const node = findNode();
  const path = [dirname(node), join(projectRoot, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, TMPDIR: temporary, FALING_TEST_RUN: '1', NO_COLOR: '1', CI: '1' };
  delete env.FORCE_COLOR;
  let code = 0;
  let output = '';
  await step(zh, name, async () => {
    for (const [script, ...args] of commands) {
      if (code !== 0) break;
      const argv = [...nodeFlags, join(projectRoot, 'node_modules', script), ...args];
      const ended = await runStep(node, argv, { cwd: projectRoot, env });
      ({ code } = ended);
      output += ended.output;
    }
    return code === 0 ? '✓' : '✗';
  });
  const counted = count ? count(report(name), code) : countCheck(code);
  if (code !== 0 || counted.failed > 0) console.log(`\n${output.trimEnd()}\n`);
  return counted;
}

/** Every test stops what it has started: what still runs now would run for ever. */
async function countLeftovers() {
  let left = processesNaming(temporary);
  for (const since = Date.now(); left.length > 0 && Date.now() - since < 3_000;) {
    await new Promise((done) => setTimeout(done, 100));
    left = processesNaming(temporary);
  }
  for (const { pid, command } of left) console.log(`left running: ${pid} ${command}`);
  return countCheck(left.length);
}

function printTable(results) {
  console.log(
    `\n${'step'.padEnd(14)}${['passed', 'failed', 'skipped'].map((word) => word.padStart(9)).join('')}`,
  );
  for (const { name, passed, failed, skipped } of results) {
    console.log(name.padEnd(14) + [passed, failed, skipped].map((n) => String(n).padStart(9)).join(''));
  }
  console.log('');
}

/** `--only unit,lint` runs these; without it, everything runs. */
function readArguments(argv) {
  const all = new Set(steps.map(({ name }) => name));
  if (argv.length === 0) return all;
  const only = argv[0] === '--only' ? (argv[1] ?? '').split(',') : [];
  if (only.length > 0 && only.every((name) => all.has(name))) return new Set(only);
  console.error(`npm test -- --only ${[...all].join(',')}`);
  process.exit(2);
}
