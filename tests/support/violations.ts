import type { Page } from '@playwright/test';

/** What a page broke of its own policy, what it complained of, and what it threw. */
export interface Violations {
  readonly found: string[];
}

/** Listens from before the page's first byte; what the browser says of a resource by its status alone is left to others. */
export async function watchViolations(page: Page): Promise<Violations> {
  const found: string[] = [];
  await page.exposeFunction('reportViolation', (said: string) => found.push(said));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const report = (window as unknown as { reportViolation: (said: string) => void }).reportViolation;
      report(`policy: ${effectiveDirective} ${blockedURI} ${sourceFile ?? ''}:${lineNumber} ${sample}`);
    });
  });
  page.on('pageerror', (error) => found.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (/^Failed to load resource: the server responded with a status of/.test(message.text())) return;
    found.push(`console: ${message.text()}`);
  });
  return { found };
}
