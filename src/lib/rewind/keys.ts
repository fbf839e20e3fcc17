import type { Rewind } from './rewind.svelte.ts';

const MINUTE_MS = 60_000;
const FAR = 15;

/** Whatever takes keys itself, but for the track: its arrows are those of the whole wall. */
const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type="range"]), select, textarea');

/** The keys of a rewound wall; R rewinds a live one. Space on a button is the button's. */
export function onRewindKey(event: KeyboardEvent, rewind: Rewind, present: () => number): void {
  if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
  const act = rewind.on ? actOf(event, rewind, present) : enterBy(event, rewind, present);
  if (!act) return;
  event.preventDefault();
  act();
}

const enterBy = ({ key }: KeyboardEvent, rewind: Rewind, present: () => number): (() => void) | undefined =>
  key.toLowerCase() === 'r' && present() > 0 ? () => rewind.jump(present() - MINUTE_MS) : undefined;

function actOf(event: KeyboardEvent, rewind: Rewind, present: () => number): (() => void) | undefined {
  const far = event.shiftKey ? FAR : 1;
  const { day } = rewind;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return () => rewind.step(-MINUTE_MS * far);
    case 'ArrowRight':
    case 'ArrowUp':
      return () => rewind.step(MINUTE_MS * far);
    case 'PageUp':
      return () => rewind.turn(-1);
    case 'PageDown':
      return () => rewind.turn(1);
    case 'Home':
      return day ? () => rewind.jump(day.from) : undefined;
    case 'End':
      return day ? () => rewind.jump(Math.min(day.to - 1, present())) : undefined;
    case ' ':
      if (event.target instanceof HTMLElement && event.target.closest('button')) return undefined;
      return () => (rewind.playing ? rewind.pause() : rewind.play());
    case 'Escape':
      return () => rewind.leave();
    default:
      return undefined;
  }
}
