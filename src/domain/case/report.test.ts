import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { accept, report, settle } from '../../../tests/support/acts.ts';
import { after, continued, given, Scene } from '../../../tests/support/given.ts';
import { FUBAO, partner, SEA, volunteer, worker, world, XIUXIN } from '../../../tests/support/world.ts';
import { COMMANDS } from './command.ts';
import { decide } from './decide.ts';

describe('a report', () => {
  test('begins a case where the point lies, unclassified, with the accept clock running', () => {
    const [event] = given().when(report()).then('case.reported');
    expect(event?.body).toEqual({
      number: 'PS-0813-0001',
      kind: 'complaint',
      channel: 'wechat',
      mode: 'named',
      excludedDepartmentId: null,
      place: { areaCode: '440310003005', ...XIUXIN, label: '秀新社区', siteId: 'kz-xiuxin' },
      matterCode: null,
      urgency: 1,
      complexity: 'simple',
      backlog: false,
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['accept']);
  });

  test('takes kind, urgency and complexity from the matter that was named', () => {
    const { subject } = after(report({ matterCode: 'housing.redevelopment' }));
    expect(subject).toMatchObject({ kind: 'dispute', urgency: 2, complexity: 'complex' });
  });

  test('keeps a kind that was named against the matter', () => {
    const { subject } = after(report({ matterCode: 'housing.redevelopment', kind: 'advice' }));
    expect(subject.kind).toBe('advice');
  });

  test('rounds the point to a metre', () => {
    const { subject } = after(report({ point: { lat: 22.741634567, lon: 114.380212345 } }));
    expect(subject.place).toMatchObject({ lat: 22.74163, lon: 114.38021 });
  });

  test('raises a warning on a grave keyword and is urgent from then on, also when it is accepted', () => {
    const grave = report({ words: '工地欠薪三个月，一共四十人。' });
    const [, warning] = given().when(grave).then('case.reported', 'warning.raised');
    expect(warning?.body).toMatchObject({ kind: 'grave-word', reason: '欠薪' });
    expect(after(grave).subject.urgency).toBe(3);
    expect(after(grave, accept('municipal.garbage-overflow')).subject.urgency).toBe(3);
  });

  test('is refused in the sea, and for a matter that the catalogue does not have', () => {
    given()
      .when(report({ point: SEA }))
      .refused('outside-area');
    given()
      .when(report({ matterCode: 'no.such' }))
      .refused('unknown-matter', { matter: 'no.such' });
  });

  test('is not made twice on the same case', () => {
    given(report()).when(report()).refused('wrong-state', { state: 'discovered', act: 'case.report' });
  });
});

describe('the name of the place', () => {
  test('is what the staff call it, without the telephone number that slipped in', () => {
    const { subject } = after(report({ label: '东二三巷 13800138000' }, worker));
    expect(subject.place.label).toBe('东二三巷 ＊＊＊');
  });

  test.each([
    ['a resident', report({ label: '张三家门口' })],
    ['a partner', report({ label: '张三家门口', channel: 'partner' }, partner)],
  ])('is never taken from %s', (_, act) => {
    expect(after(act).subject.place.label).toBe('秀新社区');
  });

  test('is the site when one is within 150 m, and the site is kept as long as its circle holds the place', () => {
    const at = (lat: number) => after(report({ point: { lat, lon: 114.3802 } })).subject.place;
    expect(at(22.7431)).toMatchObject({ label: '秀新社区工作站', siteId: 'kz-xiuxin' });
    expect(at(22.7396)).toMatchObject({ label: '秀新社区', siteId: 'kz-xiuxin' });
    expect(at(22.7386)).toMatchObject({ label: '秀新社区', siteId: null });
  });

  test('is another community when the point lies there', () => {
    expect(after(report({ point: FUBAO })).subject.place).toMatchObject({
      areaCode: '440303002008',
      label: '水库社区',
    });
  });
});

describe('settling on the spot', () => {
  test('registers, accepts and resolves in one act; only the confirm clock runs', () => {
    const { subject } = after(settle());
    expect(subject).toMatchObject({ state: 'resolved', settledBy: 'grid', version: 3 });
    expect([subject.discoveredAt, subject.acceptedAt, subject.resolvedAt]).toEqual(
      Array(3).fill(subject.discoveredAt),
    );
    expect(subject.timers.map((timer) => timer.clock)).toEqual(['confirm']);
  });

  test('counts for the grid workers only when it came from a patrol', () => {
    expect(after(settle({ channel: 'volunteer' }, volunteer)).subject.settledBy).toBe('volunteer');
  });

  test('is refused in the sea, and for an unknown matter', () => {
    given()
      .when(settle({ point: SEA }))
      .refused('outside-area');
    given()
      .when(settle({ matterCode: 'no.such' }))
      .refused('unknown-matter', { matter: 'no.such' });
  });
});

test('a place whose community the tables do not name goes by its code, also once it is accepted', () => {
  const scene = new Scene();
  const areas = new Map(world.areas);
  areas.delete('440310003005');
  const context = { ...scene.context(worker), world: { ...world, areas, sites: [] } };
  const body = v.parse(COMMANDS['case.report'], report().command(undefined).body);
  const facts = decide(undefined, { type: 'case.report', body }, context);
  expect(facts).toMatchObject([{ body: { place: { label: '440310003005', siteId: null } } }]);
  const named = after(report());
  named.case = { ...named.subject, place: { ...named.subject.place, label: '440310003005' } };
  expect(continued(named, accept()).subject.place.label).toBe('440310003005');
});
