import axe, { type AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';

/** What axe finds wrong with the page as it stands, one line each; evaluated from outside, so that no policy has to allow it. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1, 2).join('').trim() ?? '';
      return `${id}: ${target.join(' ')} ${why}`;
    }),
  );
}
