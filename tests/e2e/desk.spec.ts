import { like } from 'drizzle-orm';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { siteTable } from '#server/site/table.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import type { RunningApp } from '../support/running-app.ts';

const DISPATCHER = 'ps-dispatch-1';
const COLLEAGUE = 'ps-dispatch-2';
const GARBAGE = 'municipal.garbage-overflow';
const { lat, lon } = STORY_PLACES.xiuxin;

test.use({ beginsAt: '2021-08-13T10:00:00+08:00' });

/** A case so many metres north of 秀新社区东二三巷, accepted under this name of its place. */
async function accepted(app: RunningApp, label: string, metres: number): Promise<string> {
  const point = { lat: lat + metres / 111_195, lon };
  const { caseId } = await app.act(null, 'case.report', { channel: 'wechat', words: '垃圾桶满了', point });
  const done = await app.act(DISPATCHER, 'case.accept', { matterCode: GARBAGE, label }, { caseId });
  expect(done.status).toBe(200);
  return caseId;
}

const row = (desk: Page, label: string) => desk.getByRole('row').filter({ hasText: label });
const count = (desk: Page) => desk.locator('.queue h2 .figure');
const caseTitle = (page: Page) => page.locator('#case-title');

test('queue, case and map in windows of their own follow one another, and come back when they are closed', async ({
  app,
  open,
}) => {
  // Given three cases, and a desk with its case and its map in windows of their own
  await accepted(app, '东巷口', 0);
  await accepted(app, '北巷口', 100);
  await accepted(app, '西巷口', 900);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await expect(row(desk, '东巷口')).toBeVisible();
  const windowOf = async (pane: string): Promise<Page> => {
    const opened = desk.waitForEvent('popup');
    await desk.getByRole('button', { name: `${pane}：在独立窗口打开` }).click();
    return opened;
  };
  const mapWindow = await windowOf('地图');
  await expect(mapWindow.getByRole('application')).toBeVisible();
  await expect(desk.getByRole('application')).toBeHidden();
  await row(desk, '东巷口').click();
  const caseWindow = await windowOf('诉求');
  await expect(caseWindow.getByText('东巷口').first()).toBeVisible();
  await expect(caseTitle(desk)).toBeHidden();

  // When another row is chosen, the case follows
  await row(desk, '西巷口').click();
  await expect(caseWindow.getByText('西巷口').first()).toBeVisible();

  // When a similar case is opened in the case's window, the queue follows
  await row(desk, '东巷口').click();
  await caseWindow.getByRole('button', { name: '北巷口' }).click();
  await expect(row(desk, '北巷口')).toHaveAttribute('aria-selected', 'true');

  // When it is closed, the case is back, and the layout is remembered
  await caseWindow.close();
  await expect(caseTitle(desk)).toBeVisible();
  await expect(desk.getByRole('button', { name: '恢复上次的' })).toBeVisible();
});

test('an area or a circle of the map narrows the queue, in a link that a colleague opens', async ({
  app,
  open,
}) => {
  await accepted(app, '东巷口', 0);
  await accepted(app, '北巷口', 180);
  await accepted(app, '西巷口', -1_500);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await row(desk, '东巷口').click();
  await expect(count(desk)).toHaveText('3');
  // A neighbour's sites stand on the map too; counted are those of the desk's own district, as on its wall
  const own = await app.pool.db.$count(siteTable, like(siteTable.areaCode, '440310%'));
  await expect(desk.locator('#pane-map .counts')).toHaveText(`未结 3 件 · 站点 ${own}`);

  // When a circle is drawn around the open case
  await desk.getByRole('button', { name: '圈选' }).click();
  await desk.getByLabel('半径').selectOption('250');
  await desk.getByRole('button', { name: '以这件为圆心' }).click();

  // Then the queue holds what lies within, the count says as many, and the link leads a colleague to the same
  await expect(count(desk)).toHaveText('2');
  await expect(row(desk, '西巷口')).toBeHidden();
  await expect(desk.getByRole('grid')).toHaveAttribute('aria-rowcount', /[34]/);
  expect(new URL(desk.url()).searchParams.get('near')).toMatch(/,250$/);
  const colleague = await open(COLLEAGUE, 'desk', `/desk${new URL(desk.url()).search}`);
  await expect(count(colleague)).toHaveText('2');
  await expect(row(colleague, '北巷口')).toBeVisible();

  // When it is taken away again, all are back
  await desk.getByRole('button', { name: '去掉筛选：圈内 250 米' }).click();
  await expect(count(desk)).toHaveText('3');

  // And an area of the map does the same
  await desk.getByLabel('辖区筛选').selectOption({ label: '坑梓街道' });
  await expect.poll(() => new URL(desk.url()).searchParams.get('area')).toMatch(/^440310\d{3}$/);
});

test('the map marks the row under the pointer, and no row that it has left', async ({ app, open }) => {
  // Given two cases, far enough from one another for two marks
  await accepted(app, '东巷口', 0);
  await accepted(app, '西巷口', 900);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await expect(desk.locator('#pane-map .counts')).toHaveText(/未结 2/);
  const ink = () =>
    desk
      .locator('.leaflet > canvas')
      .last()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, at) => at % 4 === 3 && value > 0).length;
      });

  // When the pointer goes from one row to the other
  await row(desk, '东巷口').hover();
  await expect.poll(ink).toBeGreaterThan(0);
  const one = await ink();
  await row(desk, '西巷口').hover();

  // Then there is still one mark, and none when it has left the list
  await expect.poll(async () => Math.abs((await ink()) - one) < one / 4).toBe(true);
  await desk.locator('h1, header').first().hover();
  await expect.poll(ink).toBe(0);
});

test('a filter that is shared stands on the colleague’s bar, and the own arrangement on the next machine', async ({
  app,
  open,
}) => {
  await accepted(app, '东巷口', 0);
  const desk = await open(DISPATCHER, 'desk', '/desk?q=东巷');
  await expect(count(desk)).toHaveText('1');
  await desk.getByRole('button', { name: '保存筛选' }).click();
  await desk.getByLabel('名称').fill('东边的');
  await desk.getByLabel('坪山区共用').check();
  await desk.getByRole('group', { name: '保存筛选' }).getByRole('button', { name: '保存筛选' }).click();
  await expect(desk.getByRole('button', { name: /^东边的/ })).toHaveAttribute('aria-pressed', 'true');

  const kept = desk.waitForResponse(
    (response) => response.url().endsWith('/desk/arrangement') && response.ok(),
  );
  await desk.getByRole('button', { name: '列与密度' }).click();
  await desk.getByLabel('宽松').check();
  await kept;

  const colleague = await open(COLLEAGUE, 'desk', '/desk');
  await colleague.getByRole('button', { name: /^东边的/ }).click();
  await expect(count(colleague)).toHaveText('1');
  const nextMachine = await open(DISPATCHER, 'desk', '/desk');
  await expect(row(nextMachine, '东巷口')).toHaveCSS('height', '36px');
  await expect(row(colleague, '东巷口')).toHaveCSS('height', '30px');
});

test('a list that is scrolled shows each case in its place, and a mark stays with its case', async ({
  app,
  open,
}) => {
  test.slow();
  // Given more cases than are drawn at once
  for (let n = 0; n < 160; n += 1) await accepted(app, `${n}号门口`, n);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await expect(count(desk)).toHaveText('160');
  const list = desk.getByRole('grid');
  /** What is wrong with the rows in sight from above: a gap, or another row or case than the one that follows. */
  const wrong = () =>
    list.evaluate((node) => {
      const { top, height } = node.getBoundingClientRect();
      const rows = [...node.querySelectorAll('[role=rowgroup] > :not([hidden])')]
        .map((place) => {
          const box = place.getBoundingClientRect();
          const index = Number(place.firstElementChild?.getAttribute('aria-rowindex'));
          const [, name] = /(\d+)号门口/.exec(place.textContent ?? '') ?? [];
          return { index, name: Number(name), from: box.top - top, to: box.bottom - top };
        })
        .filter(({ from, to }) => to > 0 && from < height)
        .sort((a, b) => a.from - b.from);
      const follows = (row: (typeof rows)[number], before: (typeof rows)[number]) =>
        row.index === before.index + 1 &&
        row.from === before.to &&
        (Number.isNaN(row.name - before.name) || row.name === before.name + 1);
      const [first, last] = [rows[0], rows.at(-1)];
      const ends = first && last && first.from <= 0 && last.to >= height - 1 ? [] : ['an end is bare'];
      const inner = rows.slice(1).filter((row, n) => !follows(row, rows[n]!));
      return [...ends, ...inner.map(({ index }) => index)];
    });
  const turn = async (px: number) => {
    const before = await list.evaluate((node) => node.scrollTop);
    await desk.mouse.wheel(0, px);
    await expect.poll(() => list.evaluate((node) => node.scrollTop)).not.toBe(before);
    await expect.poll(wrong).toEqual([]);
  };

  // When the wheel turns, then the rows in sight follow one another without a gap
  await list.hover();
  for (const px of [400, 400, 200, -300, 900, 1_300]) await turn(px);

  // When one is marked there, the keys are the list's again, and the mark stays with the case
  const marked = row(desk, '100号门口');
  await marked.scrollIntoViewIfNeeded();
  await marked.getByRole('checkbox').click();
  await expect(list).toBeFocused();
  await turn(-5_000);
  await expect(desk.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await turn(2_900);
  await expect(desk.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(marked.getByRole('checkbox')).toBeChecked();
});

test('a deadline is explained in place, by its key', async ({ app, open }) => {
  await accepted(app, '东巷口', 0);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await row(desk, '东巷口').click();
  await expect(caseTitle(desk)).toBeVisible();
  await desk.keyboard.press('l');
  await expect(desk.getByText('时限规则第', { exact: false })).toBeVisible();
  await expect(desk.getByText('到期 2021-08-14 00:00', { exact: false })).toBeVisible();
  await desk.keyboard.press('l');
  await expect(desk.getByText('时限规则第', { exact: false })).toBeHidden();
});

test('a reply to the resident stands behind the receipt code', async ({ app, open, visit }) => {
  const report = { channel: 'wechat', words: '路灯不亮', point: { lat, lon } };
  const { receipt } = await app.act(null, 'case.report', report);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await row(desk, '秀新社区').click();
  await expect(caseTitle(desk)).toBeVisible();
  await desk.keyboard.press('Shift+c');
  await desk.getByRole('dialog').getByLabel('内容').fill('今晚有人来修。');
  await desk.keyboard.press('Control+Enter');
  await expect(desk.getByRole('dialog')).toBeHidden();
  const track = await visit('phone', `/track/${receipt}`);
  await expect(track.getByText('今晚有人来修。')).toBeVisible();
});

test('axe finds nothing at the desk, in both themes and both languages', async ({ app, open }) => {
  // Four pages are read whole, one after the other.
  test.slow();
  await accepted(app, '东巷口', 0);
  await accepted(app, '北巷口', 100);
  const found: string[] = [];
  for (const locale of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      const desk = await open(DISPATCHER, 'desk', `/desk?theme=${theme}`);
      await desk.context().addCookies([{ name: 'PARAGLIDE_LOCALE', value: locale, url: app.origin }]);
      await desk.reload();
      await row(desk, '东巷口').click();
      await expect(caseTitle(desk)).toBeVisible();
      await desk.keyboard.press('l');
      await expect(desk.locator('.explained').first()).toBeVisible();
      found.push(...(await axeFaults(desk)).map((fault) => `${locale} ${theme} ${fault}`));
      await desk.context().close();
    }
  }
  expect(found).toEqual([]);
});

test('a page asks its cookie which language it speaks when it is loaded, and not for each word', async ({
  app,
  open,
}) => {
  await accepted(app, '东巷口', 0);
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await desk.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
    Object.assign(window, { asked: 0 });
    Object.defineProperty(document, 'cookie', {
      get: () => {
        (window as unknown as { asked: number }).asked += 1;
        return own.get!.call(document) as string;
      },
      set: (value: string) => own.set!.call(document, value),
    });
  });
  const asked = () => desk.evaluate(() => (window as unknown as { asked: number }).asked);
  // given a desk that has been loaded
  await desk.reload();
  await expect(row(desk, '东巷口')).toBeVisible();
  const before = await asked();
  // when another case comes and is looked at
  await accepted(app, '北巷口', 100);
  await row(desk, '北巷口').click();
  await expect(caseTitle(desk)).toBeVisible();
  // then nobody was asked again
  expect(await asked()).toBe(before);
});
