import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import { within } from '#domain/area/area.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { SHOW } from '#domain/scene/projection.ts';
import type { Viewer } from '#server/access/actor.ts';
import { entry, HANDLERS, nothing } from '#server/door/entry.ts';
import { reachCase } from '#server/door/read.ts';
import { readUsual } from '#server/insight/usual.ts';
import { clearWall, pauseWall, showOnWall, wallsOf, type OwnWall } from '#server/scene/wall.ts';
import type { Person } from '#domain/person/person.ts';

/** Those who command from a desk. */
const DIRECTORS = ['dispatcher', 'supervisor', 'leader'] as const;

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));

/** 大屏: what is put on the walls of an area, and what they compare the day with. */
export const WALLS = [
  entry({
    name: 'wall.usual',
    method: 'GET',
    path: '/usual',
    about: {
      zh: '一个辖区的常日：前 4 个同星期日每小时的平均。',
      en: 'What is usual in an area: the mean of each hour over the last four days of the same weekday.',
    },
    by: [...HANDLERS, 'device'],
    input: v.strictObject({ area: areaCodeSchema }),
    run: ({ desk }, viewer, { area }) => readUsual(desk.db, viewer, area),
  }),
  entry({
    name: 'wall.list',
    apart: true,
    method: 'GET',
    path: '/walls',
    about: {
      zh: '本辖区的大屏，正在展示什么。',
      en: 'The walls of the own areas, and what a desk put on each.',
    },
    by: DIRECTORS,
    input: nothing,
    run: ({ accounts }, viewer) => asPerson(viewer, ({ areas }) => wallsOf(accounts, areas)),
  }),
  entry({
    name: 'wall.show',
    method: 'POST',
    path: '/walls/{id}/show',
    about: {
      zh: '把一个场景、一个片区或一件诉求的位置投到大屏上，到时自动恢复轮播。',
      en: 'Puts a scene, a part of the area or the place of a case on a wall; then its playlist goes on.',
    },
    by: DIRECTORS,
    input: v.strictObject({ id, ...SHOW.entries }),
    run: async (inside, viewer, { id, ...show }) => {
      let { areaCode } = show;
      if (show.caseId !== null) {
        const subject = await reachCase(inside, viewer, show.caseId);
        if (isRefusal(subject)) return subject;
        const place = subject.place.areaCode;
        if (areaCode !== null && !within(place, areaCode)) return refuse('not-found');
        areaCode = place;
      }
      return asPerson(viewer, (person) => showOnWall(inside.desk.db, person, id, { ...show, areaCode }));
    },
  }),
  entry({
    name: 'wall.clear',
    apart: true,
    method: 'POST',
    path: '/walls/{id}/clear',
    about: { zh: '结束展示，大屏恢复轮播。', en: 'Takes off a wall what a desk put on it.' },
    by: DIRECTORS,
    input: v.strictObject({ id }),
    run: ({ accounts }, viewer, { id }) => asPerson(viewer, (person) => clearWall(accounts, person, id)),
  }),
  entry({
    name: 'wall.pause',
    apart: true,
    method: 'POST',
    path: '/walls/{id}/pause',
    about: { zh: '暂停或继续大屏的轮播。', en: 'Holds the playlist of a wall, or lets it go on.' },
    by: DIRECTORS,
    input: v.strictObject({ id, paused: v.boolean() }),
    run: ({ accounts }, viewer, { id, paused }) =>
      asPerson(viewer, (person) => pauseWall(accounts, person, id, paused)),
  }),
];

/** The entry's `by` lets nobody else this far. */
const asPerson = <T extends { id: string } | { walls: OwnWall[] }>(
  viewer: Viewer,
  work: (person: Person) => Promise<T | Refusal>,
): Promise<T | Refusal> =>
  viewer.kind === 'person' ? work(viewer.person) : Promise.resolve(refuse('not-allowed', { act: 'wall' }));
