import { ancestorAt } from '#domain/area/area.ts';
import type { Person } from '#domain/person/person.ts';
import type { Random } from './random.ts';

/** Who stands where in a community, or for it in its street. */
export type Post = 'worker' | 'secretary' | 'deputy' | 'grid' | 'volunteer';

/** Finds the person who acts: always somebody whose jurisdiction holds the place. */
export class Staff {
  readonly #posts = new Map<string, Person>();
  readonly #dispatchers = new Map<string, Person[]>();
  readonly #officers = new Map<string, Person>();

  constructor(people: readonly Person[]) {
    for (const person of people) this.#place(person);
  }

  #place(person: Person): void {
    const [area = ''] = person.areas;
    if (person.departmentId) this.#officers.set(person.departmentId, person);
    else if (person.role === 'dispatcher') {
      this.#dispatchers.set(area, [...(this.#dispatchers.get(area) ?? []), person]);
    } else {
      const post = postOf(person);
      if (post) this.#posts.set(`${post}:${area}`, person);
    }
  }

  /** The community's own, or the one of its street. */
  at(post: Post, areaCode: string): Person {
    const street = ancestorAt(areaCode, 'street') ?? '';
    const person = this.#posts.get(`${post}:${areaCode}`) ?? this.#posts.get(`${post}:${street}`);
    if (!person) throw new Error(`no ${post} for ${areaCode}`);
    return person;
  }

  /** 副书记, where the community has one. */
  deputyAt(areaCode: string): Person | undefined {
    return this.#posts.get(`deputy:${areaCode}`);
  }

  /** One of the desk of the district. */
  dispatcher(areaCode: string, random: Random): Person {
    return random.pick(this.#dispatchers.get(ancestorAt(areaCode, 'district') ?? '') ?? []);
  }

  officer(departmentId: string): Person {
    const person = this.#officers.get(departmentId);
    if (!person) throw new Error(`no officer for ${departmentId}`);
    return person;
  }
}

function postOf(person: Person): Post | undefined {
  if (person.role === 'secretary') return person.deputyOf === null ? 'secretary' : 'deputy';
  if (person.role === 'volunteer') return person.force === 'grid' ? 'grid' : 'volunteer';
  return person.role === 'worker' ? 'worker' : undefined;
}
