import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * A check that is one test: lint, types and the like.
 * @param {number} code
 * @returns {Count}
 */
export function countCheck(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/**
 * Vitest's JSON report. A file that could not even be loaded holds no test and counts as one failure.
 * @param {string} file
 * @param {number} code
 * @returns {Count}
 */
export function countVitest(file, code) {
  if (!existsSync(file)) return countCheck(code || 1);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return agreed(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    code,
  );
}

/**
 * Playwright's JSON report. A test that passed only when repeated counts as failed.
 * @param {string} file
 * @param {number} code
 * @returns {Count}
 */
export function countPlaywright(file, code) {
  if (!existsSync(file)) return countCheck(code || 1);
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return agreed(
    {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    },
    code,
  );
}

/** A runner that ends badly without naming a failed test has failed all the same. */
function agreed(count, code) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) for (const key of Object.keys(total)) total[key] += count[key];
  return total;
}

/**
 * @param {Count} count
 * @returns {string} the last line of a run
 */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
