import { cityOf } from '#server/demo/city/city.ts';
import { cookieOf } from '../../load/crowd/session.ts';
import { TEST_SECRET } from '../../support/running-app.ts';

/** What somebody may try with a line: messages sent one after the other, until it is cut. */
export interface Abuse {
  name: string;
  headers: Record<string, string>;
  /** The n-th message; undefined: no more. */
  message: (n: number) => string | Buffer | undefined;
  /** How many at once, before the next turn of the event loop. */
  together?: number;
  /** How long it waits after those. */
  restMs?: number;
  /** It never reads what it is sent. */
  deaf?: boolean;
  /** Each message is one that a screen may send, and only the number is too much: a line has a budget of these, which takes a second to spend. */
  spends?: boolean;
}

const HOME = '440310';
const leader = { cookie: cookieOf('ps-leader-1', TEST_SECRET) };
const event = (name: string, body: unknown): string => `42${JSON.stringify([name, body])}`;
const hello = (...areas: string[]): string =>
  event('hello', { view: { areas, departments: [] }, epoch: null, cursor: 0, build: '' });
const once = (text: string | Buffer) => (n: number) => (n === 0 ? text : undefined);
const often = (times: number, text: string) => (n: number) => (n < times ? text : undefined);

/** The streets and communities of the district: a view of two of them is a room that nobody else is in. */
const parts = cityOf()
  .areas.map(({ code }) => code)
  .filter((code) => code.startsWith(HOME) && code !== HOME);
const pair = (n: number): string[] => [
  parts[n % parts.length]!,
  parts[(n + 1 + Math.floor(n / parts.length)) % parts.length]!,
];

export const ABUSES: readonly Abuse[] = [
  { name: 'oversize', headers: leader, message: once(event('resync', { reason: 'x'.repeat(200_000) })) },
  { name: 'broken', headers: leader, message: once('42["hello",{"view":') },
  { name: 'no packet at all', headers: leader, message: once(Buffer.from([0xff, 0xfe, 0xfd])) },
  {
    name: '30,000 deep',
    headers: leader,
    message: once(`42["hello",${'['.repeat(30_000)}${']'.repeat(30_000)}]`),
  },
  {
    // One alone may come from a newer page in a rolling upgrade: it is taken from the sender's budget.
    name: 'unknown messages, 1,000 a second',
    headers: leader,
    message: often(2_000, event('drop table', {})),
  },
  { name: 'wrong shape', headers: leader, message: once(event('hello', { view: 'everything' })) },
  { name: '20,000 a second', headers: leader, together: 200, message: often(20_000, hello(HOME)) },
  {
    name: 'acknowledgements of nothing, 20,000 a second',
    headers: leader,
    together: 200,
    message: often(20_000, '430[]'),
  },
  { name: 'signs of life, 20,000 a second', headers: leader, together: 200, message: often(20_000, '3') },
  { name: 'connects of nobody', headers: {}, together: 50, message: often(5_000, '40') },
  {
    name: 'connects of a wall that does not exist',
    headers: { cookie: 'faling_device=x' },
    together: 50,
    message: often(5_000, '40'),
  },
  {
    name: 'foreign origin',
    headers: { ...leader, origin: 'https://evil.example' },
    message: once(hello(HOME)),
  },
  {
    // What it does not read waits for it in the server. Its signs of life come all the same.
    name: 'a screen that reads nothing and asks anew, 10 a second',
    headers: leader,
    deaf: true,
    spends: true,
    restMs: 100,
    message: (n) => {
      if (n % 20 === 0) return n === 0 ? hello(HOME) : '3';
      return n < 80 ? event('resync', { reason: 'gap' }) : undefined;
    },
  },
  {
    name: 'another view, 20 a second',
    headers: leader,
    spends: true,
    restMs: 50,
    message: (n) => (n < 160 ? hello(...pair(n)) : undefined),
  },
];
