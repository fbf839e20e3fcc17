import { ROLES } from '#domain/person/person.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { EVERYBODY, ordered, PAGES, somebody } from '../support/pages.ts';

async function faultsOf(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    found.push(...(await axeFaults(page)).map((fault) => `${path}: ${fault}`));
  }
  return found;
}

test('axe finds nothing on any page, for nobody, a resident and every role', async ({ app, open, visit }) => {
  test.setTimeout(900_000);
  const subject = await ordered(app);
  const found = await faultsOf(await visit('phone', '/'), [...EVERYBODY, `/track/${subject.receipt}`]);
  for (const role of ROLES) {
    const page = await open(somebody(app, role), 'desk', '/');
    found.push(...(await faultsOf(page, PAGES[role](subject))).map((fault) => `${role} ${fault}`));
    await page.context().close();
  }
  expect([...new Set(found)]).toEqual([]);
});
