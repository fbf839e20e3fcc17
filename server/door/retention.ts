import * as v from 'valibot';
import { RETENTION_SUBJECTS } from '#domain/retention.ts';
import { entry, nothing } from '#server/door/entry.ts';
import { retentionReport } from '#server/retention/report.ts';
import { setRule } from '#server/retention/rule.ts';

/** 保存期限, set by the system administrator; what they would delete, without saying of whom. */
export const RETENTION = [
  entry({
    name: 'retention.read',
    method: 'GET',
    path: '/retention',
    about: {
      zh: '保存期限，以及现在执行会删除多少件。',
      en: 'How long what is kept, and of how many cases something would be deleted now.',
    },
    by: ['system-admin', 'security-admin', 'audit-admin'],
    beyond: 'Counts what is due over the whole city, and shows no case.',
    input: nothing,
    run: ({ desk }) => retentionReport(desk.db),
  }),
  entry({
    name: 'retention.set',
    method: 'POST',
    path: '/retention',
    about: {
      zh: '设定一类信息的保存期限，自将来的时刻起每天自动执行。',
      en: 'Sets how long something is kept; from that instant on it is carried out every day.',
    },
    by: ['system-admin'],
    beyond: 'Counts what is due over the whole city, and shows no case.',
    input: v.strictObject({
      subject: v.picklist(RETENTION_SUBJECTS),
      days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)),
      source: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(120)),
      fromAt: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
    run: async ({ desk }, viewer, rule) => {
      const refusal = await setRule(desk.db, viewer.kind === 'person' ? viewer.person.id : '', rule);
      return refusal ?? retentionReport(desk.db);
    },
  }),
];
