import { STORY_PLACES } from '#server/demo/city/places.ts';
import { setCityClock } from '#server/clock.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { expectFigure, expectLive } from '../support/readings.ts';

const HOUR = 3_600_000;

/** What the ticker says of cases that came in. */
const received = (page: Page) => page.getByRole('listitem').filter({ hasText: '微信公众号收到一件' });

test.use({ beginsAt: '2021-08-13T10:00:00+08:00' });

/** A wall that looks back must not miss what happens meanwhile, nor mistake it for what it shows. */
test('one wall is rewound while a case arrives: its pin says so, its picture does not, and live shows it', async ({
  app,
  wall,
}) => {
  const report = (words: string) =>
    app.act(null, 'case.report', { channel: 'wechat', words, point: STORY_PLACES.xiuxin });
  const first = await report('路灯不亮');
  await app.act(
    'ps-dispatch-1',
    'case.accept',
    { matterCode: 'municipal.garbage-overflow' },
    { caseId: first.caseId },
  );
  await app.forward(2 * HOUR);
  const [rewound, live] = [await wall('440310'), await wall('440310')];
  await expectLive(rewound);
  await expectLive(live);
  await expectFigure(live, '受理', '1');

  // R rewinds; the first hour was empty, and the wall says that it is not the present.
  await rewound.keyboard.press('r');
  const bar = rewound.getByRole('region', { name: '回放控制' });
  await expect(bar).toBeVisible();
  const track = bar.getByRole('slider', { name: '一天中的时刻' });
  await track.focus();
  await rewound.keyboard.press('Home');
  await expect(track).toHaveAttribute('aria-valuetext', '08-13 00:00:00');
  await expect(rewound.getByText('当时状态 · 非实时')).toBeVisible();
  await expect(rewound.locator('header time')).toHaveText('00:00:00');
  await expectFigure(rewound, '受理', '0');
  await expect(rewound).toHaveURL(/\?at=2021-08-13T00%3A00%3A00$/);

  // A case arrives and breaches its clock: the other wall has it, the pin counts it, the rewound picture stands.
  const pin = rewound.getByRole('group', { name: '此刻的实时计数' });
  const before = await pin.innerText();
  await report('井盖缺失');
  await app.forward(3 * HOUR);
  await expect(received(live)).toHaveCount(2);
  await expect(pin).not.toHaveText(before);
  await expect(pin).toContainText('15:00:00');
  await expectFigure(rewound, '受理', '0');
  await expect(rewound.locator('header').getByText('逾期').first()).toHaveText(/^\s*逾期\s*0$/);

  // The link alone leads there.
  await rewound.reload();
  await expect(rewound.locator('header time')).toHaveText('00:00:00');

  // Replayed it moves on, and at the end of what has been stands what is.
  await bar.getByRole('button', { name: '速度 10 倍' }).click();
  await expect(bar.getByText('正在回放')).toBeVisible();
  await expect(rewound.locator('header time')).not.toHaveText('00:00:00');
  await bar.getByRole('button', { name: '暂停' }).click();
  await expect(bar.getByText('已暂停')).toBeVisible();
  await track.focus();
  await rewound.keyboard.press('End');
  await expect(rewound.locator('header time')).toHaveText('15:00:00');
  await expectFigure(rewound, '受理', '1');

  // Esc is back to live at once, where both cases are.
  await rewound.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(received(rewound)).toHaveCount(2);
  await expect(rewound).toHaveURL(/\/wall\/440310$/);
});

test('a day is typed as it is written here, a wrong one is told and kept, and the arrows turn it', async ({
  app,
  wall,
}) => {
  // Given a day with a case, and the day after it
  await app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin });
  await app.forward(24 * HOUR);
  const page = await wall('440310');
  await expectLive(page);
  await page.keyboard.press('r');
  const bar = page.getByRole('region', { name: '回放控制' });
  const day = bar.getByRole('textbox', { name: '日期' });
  await expect(day).toHaveValue('2021-08-14');
  await expect(bar.getByRole('slider')).toBeVisible();

  // When there is no such day, or none is kept, the sentence says so, what was typed stands, and the wall stays
  for (const [typed, said] of [
    ['2021-02-30', '没有这一天。写成 2021-08-14。'],
    ['2021-08-12', '2021-08-13 到 2021-08-14 才有记录。'],
  ] as const) {
    await day.fill(typed);
    await day.press('Enter');
    await expect(bar.getByRole('alert')).toHaveText(said);
    await expect(day).toHaveAttribute('aria-invalid', 'true');
    await expect(day).toHaveValue(typed);
    await expect(page).toHaveURL(/\?at=2021-08-14T/);
  }
  expect(await axeFaults(page)).toEqual([]);

  // When it is typed in short, the wall is there at the same time of day
  await day.fill('8-13');
  await day.press('Enter');
  await expect(bar.getByRole('alert')).toHaveCount(0);
  await expect(day).toHaveValue('2021-08-13');
  await expect(page).toHaveURL(/\?at=2021-08-13T09%3A59%3A00$/);

  // And the arrows turn it, a day at a time; Esc leaves the field before it leaves the past
  await day.press('ArrowUp');
  await expect(page).toHaveURL(/\?at=2021-08-14T09%3A59%3A00$/);
  await day.press('Escape');
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('a replay that has caught up with the present is the live wall', async ({ app, wall }) => {
  await app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin });
  await app.forward(HOUR);
  await setCityClock(app.pool.db, await app.now(), 1);
  await app.application.tellTime();
  const page = await wall('440310');
  await expectLive(page);
  await page.keyboard.press('r');
  const bar = page.getByRole('region', { name: '回放控制' });
  await bar.getByRole('button', { name: '速度 600 倍' }).click();
  await expect(bar).toBeHidden();
  await expectLive(page);
});
