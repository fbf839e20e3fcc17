import { AUDIT_QUERY, listEntries } from '#server/audit/list.ts';
import { readAuditState } from '#server/audit/state.ts';
import { entry, nothing } from '#server/door/entry.ts';

const AUDITOR = ['audit-admin'] as const;

/** 审计: for the audit administrator alone, who handles nothing and sets nothing. */
export const AUDIT = [
  entry({
    name: 'audit.entries',
    method: 'GET',
    path: '/audit/entries',
    about: {
      zh: '审计记录：谁在何时做了或看了什么；查阅本身每小时记一次。',
      en: 'What was done or read that is no fact about a case, the latest first. Reading it is noted once an hour.',
    },
    by: AUDITOR,
    notes: true,
    beyond: 'An entry names its case by the number, and shows nothing of it.',
    input: AUDIT_QUERY,
    run: ({ desk }, viewer, query) =>
      listEntries(desk.db, viewer.kind === 'person' ? viewer.person.id : '', query),
  }),
  entry({
    name: 'audit.state',
    method: 'GET',
    path: '/audit/state',
    about: {
      zh: '审计链到第几条、是否完整，最近一次外部存证在何时何处。',
      en: 'How far the audit chains go, whether they are sound, and when and where their heads were last kept outside.',
    },
    by: AUDITOR,
    input: nothing,
    beyond: 'The latest facts are hashed anew, and none of them is shown.',
    run: ({ desk, keeping }) => readAuditState(desk.db, keeping),
  }),
];
