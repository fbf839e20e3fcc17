import '../../../src/lib/ui/tokens.css';
import { chance, Life } from './life.ts';
import { openOurs } from './ours.svelte.ts';
import { openPlain } from './plain.ts';

/** What the bench asks of the page. */
export interface Stage {
  open: (arm: 'ours' | 'plain' | 'bare', circles: number, cases: number) => Promise<void>;
  /** Lives for so long with `rate` changes a second; answers the milliseconds between its frames. */
  live: (seconds: number, rate: number) => Promise<number[]>;
}

const SEED = 20_210_723;
const BEGIN = Date.parse('2021-07-23T14:30:00+08:00');
const now = (): number => BEGIN + performance.now();

let step = (): void => undefined;

const stage: Stage = {
  async open(arm, circles, cases) {
    const target = document.querySelector('#map') as HTMLElement;
    const life = new Life(circles, cases, now(), SEED);
    if (arm === 'bare') return;
    const { apply } = await (arm === 'ours' ? openOurs : openPlain)(target, life, now);
    step = () => apply(life.step(now()));
  },
  live(seconds, rate) {
    const frames: number[] = [];
    const waits = chance(SEED);
    const begin = performance.now();
    const end = begin + seconds * 1_000;
    return new Promise((resolve) => {
      // Changes come by chance, at the same instants in both arms, and late ones are made up for.
      let due = begin;
      const change = (): void => {
        const at = performance.now();
        while (due <= at) {
          step();
          due += (-Math.log(1 - waits()) * 1_000) / rate;
        }
        if (at < end) setTimeout(change, due - at);
      };
      let last = begin;
      const frame = (): void => {
        const at = performance.now();
        frames.push(at - last);
        last = at;
        if (at < end) requestAnimationFrame(frame);
        else resolve(frames);
      };
      requestAnimationFrame(frame);
      change();
    });
  },
};

Object.assign(globalThis, { stage });
