import { levelOf, within, type Area } from '#domain/area/area.ts';
import type { Department } from '#domain/department/department.ts';
import { FORCES, type Person, type Role } from '#domain/person/person.ts';
import { inventedName } from './names.ts';

/** How the usernames of a district begin: short enough to say over a telephone. */
const PREFIX: Record<string, string> = {
  '4403': 'sz',
  '440303': 'lh',
  '440304': 'ft',
  '440305': 'ns',
  '440306': 'ba',
  '440307': 'lg',
  '440308': 'yt',
  '440309': 'lhua',
  '440310': 'ps',
  '440311': 'gm',
};

const PINGSHAN = '440310';
/** The communities of the stories outside 坪山区: 富宝市场 (水库社区 is our guess), 上梅林, 同心. */
const STORY_COMMUNITIES = ['440303002008', '440304007025', '440307019006'];

/** An account before it has a name and an id. */
type Post = Pick<Person, 'username' | 'role' | 'areas'> & Partial<Person>;

/** Accounts for every role; the invented names follow the order of the posts. */
export function people(areas: readonly Area[], departments: readonly Department[]): Person[] {
  const posts = [
    ...administrators(),
    ...areas.flatMap(command),
    ...areas.filter(staffed).flatMap(community),
    ...departments.filter(manned).map((department) => officer(department, areas)),
    // Those of the rest of the city stand last, so that nobody's invented name changes with them.
    ...areas.filter(reached).flatMap(street),
    ...departments.filter((one) => !manned(one)).map((department) => officer(department, areas)),
  ];
  return posts.map((post, n) => ({
    departmentId: null,
    force: null,
    deputyOf: null,
    ...post,
    id: post.username,
    name: inventedName(n),
  }));
}

/** 三员: three people who configure, grant and audit, and handle no case. */
function administrators(): Post[] {
  const roles: Role[] = ['system-admin', 'security-admin', 'audit-admin'];
  return roles.map((role) => ({ username: `sz-${role}`, role, areas: ['4403'] }));
}

/** The command rooms of city and districts, and a supervisor for each street of 坪山区. */
function command(area: Area): Post[] {
  const level = levelOf(area.code);
  const post = (role: Role, word: string, n: number | string): Post => ({
    username: `${prefixOf(area.code)}-${word}-${n}`,
    role,
    areas: [area.code],
  });
  if (level === 'street' && within(area.code, PINGSHAN))
    return [post('supervisor', 'supervisor', word(area))];
  if (level !== 'city' && level !== 'district') return [];
  const seats = area.code === PINGSHAN ? [1, 2, 3] : [1];
  return [
    ...seats.map((n) => post('dispatcher', 'dispatch', n)),
    post('supervisor', 'supervisor', 1),
    post('leader', 'leader', 1),
  ];
}

/** The communities that have their people: all of 坪山区 and those of the stories. */
function staffed(area: Area): boolean {
  if (levelOf(area.code) !== 'community') return false;
  return within(area.code, PINGSHAN) || STORY_COMMUNITIES.includes(area.code);
}

/** Worker, secretary and deputy, a grid worker and one more volunteer of another force. */
function community(area: Area, at: number): Post[] {
  const post = (role: Role, duty: string, more: Partial<Person> = {}): Post => ({
    username: `${prefixOf(area.code)}-${duty}-${word(area)}`,
    role,
    areas: [area.code],
    ...more,
  });
  const secretary = post('secretary', 'secretary');
  const others = FORCES.slice(1);
  return [
    post('worker', 'worker'),
    secretary,
    post('secretary', 'deputy', { deputyOf: secretary.username }),
    post('volunteer', 'grid', { force: 'grid' }),
    post('volunteer', 'volunteer', { force: others[at % others.length] }),
  ];
}

/** The streets outside of 坪山区: one office each does for all its communities, so that the whole city has its day. */
const reached = (area: Area): boolean => levelOf(area.code) === 'street' && !within(area.code, PINGSHAN);

function street(area: Area, at: number): Post[] {
  const post = (role: Role, duty: string, more: Partial<Person> = {}): Post => ({
    username: `${prefixOf(area.code)}-street-${duty}-${word(area)}`,
    role,
    areas: [area.code],
    ...more,
  });
  const others = FORCES.slice(1);
  return [
    post('worker', 'worker'),
    post('secretary', 'secretary'),
    post('volunteer', 'grid', { force: 'grid' }),
    post('volunteer', 'volunteer', { force: others[at % others.length] }),
  ];
}

/** The departments whose officers come first: all of 坪山区, and bureaux and street offices of the stories. */
function manned(department: Department): boolean {
  const code = department.areaCode;
  return within(code, PINGSHAN) || STORY_COMMUNITIES.some((story) => within(story, code));
}

function officer(department: Department, areas: readonly Area[]): Post {
  const area = areas.find(({ code }) => code === department.areaCode);
  const street = area && levelOf(area.code) === 'street' ? `${word(area)}-` : '';
  return {
    username: `${prefixOf(department.areaCode)}-officer-${street}${department.kind}`,
    role: 'officer',
    areas: [department.areaCode],
    departmentId: department.id,
  };
}

const prefixOf = (code: string): string => PREFIX[code.slice(0, 6)] ?? code;

/** Kengzi Street → kengzi: the word of an area within a username. */
const word = (area: Area): string =>
  area.nameEn
    .replace(/ (Street|Community)$/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
