import type { AreaBorder } from '#domain/area/locate.ts';
import { DAY_MS, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { cityNow } from '#server/clock.ts';
import type { Act } from '#server/demo/day/act.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { isBacklog, presentActs } from '#server/demo/day/present-day.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { makeMoments } from '#server/moment/make.ts';
import { Watch } from '#server/warning/watch.ts';
import { emptyCity } from '../support/played-day.ts';
import { issueOrder } from './orders.ts';
import { startApp, TEST_PASSWORD, type RunningApp } from '../support/running-app.ts';

/** The report's day, a Friday, in the middle of the afternoon. */
const MOMENT = '2021-07-23T14:36:18+08:00';
/** Orders that nobody signs for until then: one is too late, one nearly, one not. */
const ORDERED = [
  '2021-07-23T14:25:40+08:00',
  '2021-07-23T14:28:50+08:00',
  '2021-07-23T14:32:30+08:00',
] as const;
/** Days before it that are played too: two Fridays, of which the usual day is made, and the day that has just gone. */
const EARLIER_DAYS = [14, 7, 1];

export interface PlayedCity {
  app: RunningApp;
  borders: readonly AreaBorder[];
  /** Plays the day on until then. */
  playUntil: (at: string) => Promise<void>;
}

/** 坪山区 as the demonstration plays it, the same each time, with its clock standing at one moment; an application serves it. */
export async function openPlayedCity(): Promise<PlayedCity> {
  const city = await emptyCity('2021-07-01T00:00:00+08:00', TEST_PASSWORD);
  const cast = new Cast(city.desk, 'screens', city.city.people);
  const today = dayStart(dayNumber(Date.parse(MOMENT)));
  const acts = [...EARLIER_DAYS, 0]
    .flatMap((n): Act[] =>
      presentActs(today - n * DAY_MS, city).filter((act) => n === EARLIER_DAYS[0] || !isBacklog(act)),
    )
    .sort((a, b) => a.at - b.at);
  const play = async (from: number, until: number): Promise<void> => {
    const span = acts.filter(({ at }) => at > from && at <= until);
    await playStepping(cast, span, until);
    await makeMoments(city.db, 100_000);
    await new Watch(city.desk).turn();
  };
  await play(-Infinity, Date.parse(ORDERED[0]));
  const app = await startApp(ORDERED[0], city);
  const { borders } = city;
  const playUntil = async (at: string): Promise<void> => {
    await play(await cityNow(city.db), Date.parse(at));
    await app.application.tellTime();
  };
  for (const [n, at] of ORDERED.entries()) {
    await playUntil(at);
    await issueOrder({ app, borders }, n);
  }
  await playUntil(MOMENT);
  return { app, borders, playUntil };
}
