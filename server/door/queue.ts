import { entry } from '#server/door/entry.ts';
import { CALLERS, FOLLOWUPS_QUERY, listFollowups } from '#server/followup/list.ts';
import { listSupervision, SUPERVISION_QUERY, SUPERVISION_READERS } from '#server/supervision/list.ts';
import { listWarnings, WARNING_READERS, WARNINGS_QUERY } from '#server/warning/list.ts';

/** What waits for somebody over many cases. */
export const QUEUES = [
  entry({
    name: 'warning.list',
    method: 'GET',
    path: '/warnings',
    about: {
      zh: '辖区内未解除的预警，连同依据。',
      en: 'The warnings that stand, with what they were raised on.',
    },
    by: WARNING_READERS,
    denied: 'queue-not-yours',
    input: WARNINGS_QUERY,
    run: ({ desk }, viewer, query) => listWarnings(desk.db, viewer, query),
  }),
  entry({
    name: 'supervision.list',
    method: 'GET',
    path: '/supervision',
    about: {
      zh: '督办台：发令单、督办、逾期、待裁决、申诉和办结疑点。',
      en: 'Orders from their source, supervisions, overdue work, returns, contested scores and doubts.',
    },
    by: SUPERVISION_READERS,
    denied: 'queue-not-yours',
    input: SUPERVISION_QUERY,
    run: ({ desk }, viewer, query) => listSupervision(desk.db, viewer, query),
  }),
  entry({
    name: 'followup.list',
    method: 'GET',
    path: '/followups',
    about: { zh: '回访队列，先到期的在前。', en: 'Whom to ask back, the one that is due first.' },
    by: CALLERS,
    denied: 'queue-not-yours',
    input: FOLLOWUPS_QUERY,
    run: ({ desk }, viewer, query) => listFollowups(desk.db, viewer, query),
  }),
];
