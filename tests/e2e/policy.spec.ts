import { ROLES } from '#domain/person/person.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { EVERYBODY, ordered, PAGES, somebody } from '../support/pages.ts';
import { watchViolations } from '../support/violations.ts';

async function readAll(page: Page, paths: readonly string[]): Promise<string[]> {
  const violations = await watchViolations(page);
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    // What appears only under a pointer: the figures of a chart, the names of a map.
    for (const canvas of await page.locator('canvas:visible').all())
      await canvas.hover({ force: true, timeout: 1_000 }).catch(() => undefined);
    found.push(...violations.found.splice(0).map((said) => `${path}: ${said}`));
    found.push(...(await axeFaults(page)).map((fault) => `${path}: ${fault}`));
    // What the reader itself did is not the page's.
    violations.found.splice(0);
  }
  return found;
}

test('no page breaks its own policy, complains, or keeps anybody out whom axe knows of: for nobody, a resident, a wall and every role', async ({
  app,
  open,
  visit,
  wall,
}) => {
  test.setTimeout(900_000);
  const subject = await ordered(app);
  const found: Record<string, string[]> = {};
  found['nobody'] = await readAll(await visit('phone', '/'), [
    ...EVERYBODY,
    `/track/${subject.receipt}`,
    '/desk',
  ]);
  found['wall'] = await readAll(await wall('440310'), ['/wall/440310']);
  for (const role of ROLES) {
    const page = await open(somebody(app, role), 'desk', '/');
    found[role] = await readAll(page, PAGES[role](subject));
    await page.context().close();
  }
  const all = Object.entries(found).flatMap(([who, faults]) => faults.map((fault) => `${who} ${fault}`));
  expect(all).toEqual([]);
});

test('what somebody has smuggled into a page does not run, is not fetched, and leads nowhere', async ({
  open,
}) => {
  const page = await open('ps-dispatch-1', 'desk', '/desk');
  const violations = await watchViolations(page);
  await page.reload();
  await page.evaluate(async () => {
    const put = (html: string): void => document.body.insertAdjacentHTML('beforeend', html);
    const script = document.createElement('script');
    script.textContent = 'window.smuggled = "inline"';
    document.body.append(script);
    const guessed = document.createElement('script');
    guessed.nonce = 'guessed';
    guessed.textContent = 'window.smuggled = "nonce"';
    document.body.append(guessed);
    const foreign = document.createElement('script');
    foreign.src = 'https://evil.example/script.js';
    document.body.append(foreign);
    put('<img src="/nothing.png" onerror="window.smuggled = \'handler\'">');
    put('<a href="javascript:window.smuggled = \'link\'" id="link">link</a>');
    put('<base href="https://evil.example/">');
    put('<iframe src="/report"></iframe><object data="/icon.svg"></object>');
    put('<div style="position:fixed;inset:0" id="cover">cover</div>');
    put('<form action="https://evil.example/" id="form"></form>');
    document.getElementById('link')?.click();
    (document.getElementById('form') as HTMLFormElement).submit();
    await fetch('https://evil.example/').catch(() => undefined);
  });
  for (const rule of ['script-src-elem', 'script-src-attr', 'frame-src', 'connect-src', 'base-uri'])
    await expect(async () => expect(violations.found.join('\n')).toContain(`policy: ${rule} `)).toPass();
  for (const rule of ['object-src', 'form-action', 'style-src-attr'])
    await expect(async () => expect(violations.found.join('\n')).toContain(`policy: ${rule} `)).toPass();
  expect(await page.evaluate(() => (window as unknown as { smuggled?: string }).smuggled)).toBeUndefined();
  // Asked in the page's own world: a locator waits for whatever a refused form has left under way, now and then for ever.
  const positionOf = (id: string): string =>
    getComputedStyle(document.getElementById(id) as Element).position;
  expect(await page.evaluate(positionOf, 'cover')).toBe('static');
  expect(new URL(page.url()).pathname).toBe('/desk');
});

test('the policy of a page is not that of its neighbour: a nonce that was seen is of no use', async ({
  visit,
  app,
}) => {
  const page = await visit('phone', '/report');
  const nonceOf = (policy: string | null): string => /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? '';
  const seen = nonceOf((await app.get('/report')).headers.get('content-security-policy'));
  expect(seen).not.toBe('');
  await page.evaluate((nonce) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.textContent = 'window.smuggled = "old nonce"';
    document.body.append(script);
  }, seen);
  expect(await page.evaluate(() => (window as unknown as { smuggled?: string }).smuggled)).toBeUndefined();
});
