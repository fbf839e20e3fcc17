import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, isBuilt } from '#server/launch/prepare.mjs';
import { step } from '#server/launch/progress.mjs';
import { projectRoot } from '#server/launch/project-root.mjs';
import { chromiumFlags, prepareChromium } from '../support/chromium.mjs';
import setUpCluster from '../support/cluster-setup.ts';
import { openPlayedCity } from './city.ts';
import { takeDesks } from './desk.ts';
import { Studio } from './studio.ts';
import { takeLateWalls, takeWalls } from './wall.ts';

/**
 * `npm run screens [-- name…]`: takes the pictures of wall and desk in docs/screens from the application itself, on the
 * demonstration's city at one moment of the report's day; of those only whose name begins so.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: join(projectRoot, 'docs', 'screens') } },
});
const executablePath = await prepareChromium();
if (!isBuilt()) await step('构建', 'building', build);
mkdirSync(values.folder, { recursive: true });

const tearDown = await setUpCluster();
const city = await openPlayedCity();
const browser = await chromium.launch({ args: chromiumFlags(), executablePath });
try {
  const studio = new Studio(city.app, browser, values.folder, positionals);
  await takeWalls(studio);
  await takeDesks(studio);
  await takeLateWalls(studio, city);
} finally {
  await browser.close();
  await city.app.stop();
  await tearDown();
}
