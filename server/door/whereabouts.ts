import * as v from 'valibot';
import { ACTS } from '#domain/case/act.ts';
import { isRefusal } from '#domain/refusal.ts';
import { entry, nothing } from '#server/door/entry.ts';
import { reachCase } from '#server/door/read.ts';
import { volunteersNear } from '#server/whereabouts/near.ts';
import { leaveDuty, POSITION, tellWhereabouts } from '#server/whereabouts/tell.ts';

/** 在岗: said by the one who is, and told to whoever may send somebody. */
export const WHEREABOUTS = [
  entry({
    name: 'whereabouts.tell',
    method: 'PUT',
    path: '/me/whereabouts',
    quota: 'whereabouts',
    about: {
      zh: '上岗，并报告自己此刻的位置；只留最近一次，约 10 米精度，15 分钟不更新即不再显示。',
      en: 'Goes on duty, or says again where one is: the last position only is kept, coarsely, for 15 minutes.',
    },
    by: ['volunteer'],
    input: POSITION,
    run: ({ desk }, viewer, point) => tellWhereabouts(desk.db, viewer, point),
  }),
  entry({
    name: 'whereabouts.leave',
    method: 'POST',
    path: '/me/whereabouts/leave',
    about: { zh: '离岗，位置随即删除。', en: 'Goes off duty; the position is deleted.' },
    by: ['volunteer'],
    input: nothing,
    run: ({ desk }, viewer) => leaveDuty(desk.db, viewer),
  }),
  entry({
    name: 'volunteer.list',
    method: 'GET',
    path: '/cases/{id}/volunteers',
    about: {
      zh: '这件诉求 2 公里内、本辖区在岗的平安员，最多 5 人：姓名、类别、距离和位置的新旧，不给位置。',
      en: 'The volunteers of the own areas on duty within 2 km, five at most: who, how far, how long ago; no place.',
    },
    by: ACTS['case.dispatch'].by,
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
    run: async (inside, viewer, { id }) => {
      const subject = await reachCase(inside, viewer, id);
      return isRefusal(subject)
        ? subject
        : { volunteers: await volunteersNear(inside.desk.db, subject.place) };
    },
  }),
];
