import type { Row } from '../row.ts';
import { abuse } from './abuse.ts';
import { badLine } from './bad-line.ts';
import { clocks } from './clocks.ts';
import { fullDisk } from './full-disk.ts';
import { idleLock } from './idle-lock.ts';
import { killApp } from './kill-app.ts';
import { killPostgres } from './kill-postgres.ts';
import { lostNotify } from './lost-notify.ts';
import { oracle } from './oracle.ts';
import { reconnect } from './reconnect.ts';
import { rights } from './rights.ts';
import { rolling } from './rolling.ts';
import { foldTypes, model } from './rules.ts';
import { stopApp } from './stop-app.ts';
import { timerWave } from './timer-wave.ts';

/** The sixteen rows of the suite, in their order. */
export const ROWS: readonly Row[] = [
  ...[killApp, stopApp, killPostgres, badLine, lostNotify, idleLock, timerWave, clocks],
  ...[fullDisk, reconnect, oracle, foldTypes, model, rights, abuse, rolling],
];
