import { describe, expect, test } from 'vitest';
import { namesOf } from '#domain/area/names.ts';
import { accept, act, report, settle } from '../../../tests/support/acts.ts';
import { after, type Scene } from '../../../tests/support/given.ts';
import { municipal, dispatcher, world } from '../../../tests/support/world.ts';
import { recipientsOf } from '../../../tests/support/acts.ts';
import type { CaseFile } from './file.svelte.ts';
import { entriesOf } from './timeline.ts';

const fileOf = (scene: Scene, texts: Record<string, string>): CaseFile => ({
  case: scene.subject,
  events: scene.events,
  people: {},
  report: { words: '', name: null, phone: null },
  contact: 'contact-none',
  erased: false,
  texts,
});
const names = namesOf(world);

describe('the history of a case', () => {
  test('is told newest first, each fact of the case as it stood then', () => {
    const entries = entriesOf(fileOf(after(report(), accept()), {}), names, 'zh');
    expect(entries.map((one) => one.event.type)).toEqual(['case.accepted', 'case.reported']);
    expect(entries[0]!.sentence).toContain('垃圾满溢');
    // Nobody had classified it when it came in.
    expect(entries[1]!.sentence).not.toContain('垃圾满溢');
  });

  test('carries the text of a resolution, a record and an act on the spot', () => {
    const resolved = after(
      report(),
      accept(),
      act(dispatcher, { type: 'case.dispatch', body: { recipients: recipientsOf('kz-municipal') } }),
      act(dispatcher, { type: 'case.record', body: { kind: 'call', text: '已联系' } }),
      act(municipal, (subject) => ({
        type: 'assignment.sign',
        body: { assignmentId: subject.assignments[0]!.id },
      })),
      act(municipal, { type: 'case.resolve', body: { outcome: '已清运' } }),
    );
    const recordId = resolved.subject.records[0]!.id;
    const at = resolved.events.findIndex((event) => event.type === 'case.resolved') + 1;
    const entries = entriesOf(
      fileOf(resolved, { [recordId]: '已联系', [`outcome:${at}`]: '已清运' }),
      names,
      'zh',
    );
    expect(entries.find((one) => one.event.type === 'case.recorded')?.text).toBe('已联系');
    expect(entries.find((one) => one.event.type === 'case.resolved')?.text).toBe('已清运');

    const onTheSpot = entriesOf(fileOf(after(settle()), { 'outcome:3': '现场已处理' }), names, 'zh');
    expect(onTheSpot.find((one) => one.event.type === 'case.resolved')?.text).toBe('现场已处理');
  });
});
