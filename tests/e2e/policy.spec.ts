import type { CaseFile } from '#server/case/file.ts';
import { ROLES, type Role } from '#domain/person/person.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { watchViolations } from '../support/violations.ts';
import type { RunningApp } from '../support/running-app.ts';

interface Subject {
  caseId: string;
  number: string;
  receipt: string;
}

/** A case with an order that a department has, so that every kind of page has something to show. */
async function ordered(app: RunningApp): Promise<Subject> {
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId, receipt } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const draft = { recipients: [{ departmentId: '440310005-municipal', part: 'lead' }], onSiteWithinMin: 45 };
  await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
  const { id: orderId = '', number = '' } = file.case.orders[0] ?? {};
  await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
  return { caseId, number, receipt };
}

const EVERYBODY = ['/', '/sign-in', '/report', '/track', '/nothing-here'];
/** The pages of each role; what several share, and what is refused, is opened by one of them. */
const PAGES: Record<Role, (subject: Subject) => string[]> = {
  dispatcher: ({ caseId, number }) => [
    '/desk',
    `/desk?case=${caseId}`,
    '/insight',
    '/certificate',
    `/order/${number}`,
    '/department',
  ],
  supervisor: () => ['/desk'],
  leader: () => ['/wall/440310', '/insight'],
  worker: ({ caseId }) => [
    '/community',
    `/community/${caseId}`,
    `/community/${caseId}/order`,
    '/community/register',
  ],
  secretary: ({ caseId, number }) => [`/community/${caseId}`, `/order/${number}`],
  volunteer: () => ['/community'],
  officer: ({ caseId }) => ['/department', `/department/${caseId}`],
  'system-admin': () => ['/'],
  'security-admin': () => ['/'],
  'audit-admin': () => ['/'],
};

/** Whoever of the role has this very case in reach, or else the first. */
function somebody({ city }: RunningApp, role: Role): string {
  const of = city.people.filter((one) => one.role === role);
  const near = of.find(({ departmentId, areas }) =>
    departmentId
      ? departmentId === '440310005-municipal'
      : areas.some((area) => '440310005002'.startsWith(area)),
  );
  return (near ?? of[0])!.username;
}

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
  }
  return found;
}

test('no page breaks its own policy or complains, for nobody, a resident, a wall and every role', async ({
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
  expect(Object.values(found).flat()).toEqual([]);
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
  expect(await page.locator('#cover').evaluate((node) => getComputedStyle(node).position)).toBe('static');
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
