import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const POINT = { lat: 22.7437, lon: 114.3712 };

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

it('a reply is read behind the receipt code, and a note by those who handle the case alone', async () => {
  // Given a case of a resident
  const report = { channel: 'wechat', words: '路灯不亮', point: POINT };
  const { caseId, receipt } = await app.act(null, 'case.report', report);
  // When the dispatcher writes a note and two replies
  const record = (kind: string, text: string) =>
    app.act('ps-dispatch-1', 'case.record', { kind, text }, { caseId });
  expect((await record('note', '先问物业')).status).toBe(200);
  expect((await record('reply', '今天下午有人来看。')).status).toBe(200);
  expect((await record('reply', '灯已换好，负责人 13812345678。')).status).toBe(200);
  // Then the resident reads the replies, the newest first, without anybody's number
  const tracked = await (await app.get(`/api/v1/track/${receipt}`)).text();
  const { replies } = JSON.parse(tracked) as { replies: { text: string }[] };
  expect(replies).toHaveLength(2);
  expect(replies[0]?.text).toContain('灯已换好');
  expect(replies[1]?.text).toBe('今天下午有人来看。');
  expect(tracked).not.toContain('先问物业');
  expect(tracked).not.toContain('13812345678');
  // And those who handle the case read all three
  const file = await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).text();
  for (const text of ['先问物业', '今天下午有人来看。', '灯已换好']) expect(file).toContain(text);
});
