import * as v from 'valibot';
import { idleMsOf } from '#domain/person/session.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { listSessions, revokeOthers, revokeSession } from '#server/access/own-session.ts';
import { changePassword } from '#server/access/password.ts';
import { readOwnFactor } from '#server/access/second-factor.ts';
import { entry, nothing, STAFF } from '#server/door/entry.ts';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

type Own = Extract<Viewer, { kind: 'person' | 'newcomer' }>;
interface Whose {
  id: string;
  username: string;
  sessionId: string;
}

/** Answers for whoever is signed in, finished or not; the entry's `by` lets nobody else this far. */
function own<T>(viewer: Viewer, work: (whose: Whose, viewer: Own) => T): T | Refusal {
  if (viewer.kind !== 'person' && viewer.kind !== 'newcomer') return refuse('not-signed-in');
  const { id, username } = viewer.person;
  return work({ id, username, sessionId: viewer.sessionId }, viewer);
}

/** 我的账号: the own sessions and the own password. */
export const OWN_ACCOUNT = [
  entry({
    name: 'account.own',
    apart: true,
    method: 'GET',
    path: '/account',
    about: {
      zh: '本人的账号，以及还差哪一步。',
      en: 'The own account, and what is still owed before it opens.',
    },
    by: [...STAFF, 'newcomer'],
    input: nothing,
    run: ({ accounts }, viewer) =>
      own(viewer, async (_whose, { person, ...rest }) => ({
        ...{ username: person.username, name: person.name, role: person.role, idleMs: idleMsOf(person.role) },
        owes: rest.kind === 'newcomer' ? rest.owes : null,
        secondFactor: await readOwnFactor(accounts, person),
      })),
  }),
  entry({
    name: 'session.list',
    apart: true,
    method: 'GET',
    path: '/sessions',
    about: { zh: '本人在哪些地方登录着。', en: 'Where the person is signed in.' },
    by: STAFF,
    input: nothing,
    run: ({ accounts }, viewer) => own(viewer, (whose) => listSessions(accounts, whose)),
  }),
  entry({
    name: 'session.revoke',
    apart: true,
    method: 'POST',
    path: '/sessions/{id}/revoke',
    about: { zh: '让本人的一处登录退出。', en: 'Ends one of the own sessions.' },
    by: STAFF,
    input: v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) }),
    run: ({ accounts }, viewer, { id }) => own(viewer, (whose) => revokeSession(accounts, whose, id)),
  }),
  entry({
    name: 'session.revoke-others',
    apart: true,
    method: 'POST',
    path: '/sessions/revoke-others',
    about: { zh: '除这一处外，全部退出。', en: 'Ends all of the own sessions but this one.' },
    by: STAFF,
    input: nothing,
    run: ({ accounts }, viewer) => own(viewer, (whose) => revokeOthers(accounts, whose)),
  }),
  entry({
    name: 'session.touch',
    apart: true,
    method: 'POST',
    path: '/sessions/touch',
    about: {
      zh: '屏幕说明：本人正在操作。',
      en: 'A screen says that its person is at work: puts off the end of an idle session.',
    },
    by: STAFF,
    input: nothing,
    // That it was asked by POST has been noted already, as every act is.
    run: (_inside, viewer) => own(viewer, (_whose, { person }) => ({ idleMs: idleMsOf(person.role) })),
  }),
  entry({
    name: 'password.change',
    apart: true,
    method: 'POST',
    path: '/password',
    about: {
      zh: '更换本人密码；其他各处随即退出。',
      en: 'Changes the own password; all other sessions end.',
    },
    by: [...STAFF, 'newcomer'],
    input: v.strictObject({ present: password, next: password }),
    run: ({ accounts, desk }, viewer, given) =>
      own(viewer, (whose) => changePassword(accounts, desk.sealer, whose, given)),
  }),
];
