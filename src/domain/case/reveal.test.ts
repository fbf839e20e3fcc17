import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { world } from '../../../tests/support/world.ts';
import { ROLES, type Role } from '../person/person.ts';
import { refuseReveal } from './reveal.ts';

const { report, accept, dispatch, sign, resolve, confirm, followUp, exclude } = acts;
const here = ['440310003005'];
const ask = (
  subject: ReturnType<typeof after>['subject'],
  role: Role,
  more: { departmentId?: string; areas?: string[] } = {},
): string | undefined =>
  refuseReveal(
    subject,
    { role, departmentId: more.departmentId ?? null, areas: more.areas ?? (more.departmentId ? [] : here) },
    world,
  )?.refused;

const held = after(report(), accept(), dispatch(), sign()).subject;

describe('who may see how to reach the resident', () => {
  test('those whose work it is to call, and no other role', () => {
    const may = ROLES.filter(
      (role) => ask(held, role, role === 'officer' ? { departmentId: 'kz-municipal' } : {}) === undefined,
    );
    expect(may).toEqual(['worker', 'secretary', 'dispatcher', 'officer', 'supervisor']);
  });

  test('an officer only while the own department holds the case', () => {
    expect(ask(held, 'officer', { departmentId: 'kz-stability' })).toBe('contact-not-yours');
    const done = after(report(), accept(), dispatch(), sign(), resolve()).subject;
    expect(ask(done, 'officer', { departmentId: 'kz-municipal' })).toBe('contact-not-yours');
    expect(ask(done, 'worker')).toBeUndefined();
  });

  test('nobody of another area', () => {
    expect(ask(held, 'dispatcher', { areas: ['440303'] })).toBe('contact-not-yours');
  });

  test('nobody after the case is over', () => {
    const over = after(report(), accept(), dispatch(), sign(), resolve(), confirm(), followUp()).subject;
    expect(ask(over, 'dispatcher')).toBe('contact-over');
  });

  test('nobody where the resident gave no name', () => {
    expect(ask(after(report({ mode: 'anonymous' })).subject, 'dispatcher')).toBe('contact-none');
  });
});

describe('in confidence', () => {
  const quiet = after(report({ mode: 'confidential' }), accept(), dispatch()).subject;

  test('the dispatcher and the supervisor, and no department or neighbour', () => {
    expect(ask(quiet, 'officer', { departmentId: 'kz-municipal' })).toBe('contact-confidential');
    expect(ask(quiet, 'worker')).toBe('contact-confidential');
    expect(ask(quiet, 'secretary')).toBe('contact-confidential');
    expect(ask(quiet, 'dispatcher')).toBeUndefined();
    expect(ask(quiet, 'supervisor')).toBeUndefined();
  });

  test('about a department only those above it, also where the resident gave the name', () => {
    const about = after(report({ excludedDepartmentId: 'kz-municipal', mode: 'named' }), accept()).subject;
    expect(ask(about, 'worker')).toBe('contact-confidential');
    expect(ask(about, 'supervisor', { areas: ['440310003'] })).toBe('contact-confidential');
    expect(ask(about, 'supervisor', { areas: ['440310'] })).toBeUndefined();
  });

  test('never the department that it is about, even where it held the case', () => {
    const found = after(report(), accept(), dispatch(), sign(), exclude()).subject;
    expect(ask(found, 'officer', { departmentId: 'kz-municipal' })).toBe('contact-not-yours');
  });
});
