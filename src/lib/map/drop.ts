import type { Spot } from './view.ts';

/** How long the ring of a new case closes in, once. */
const DROP_MS = 600;

/** More than so many in one beat are a stream that no eye follows, or a screen that has caught up: they simply stand there. */
export const MOST_DROPS = 3;

/**
 * A new case: a ring from 2.4 to 1.0 of its size, around `spot`. The browser's compositor moves it by itself: cases arrive many
 * times a second in a busy hour, and the page's own thread has no frame to draw for it.
 */
export function drop(parent: HTMLElement, { x, y }: Spot, unit: number, colour: string): void {
  const ring = document.createElement('span');
  const radius = 1.3 * unit;
  ring.setAttribute('aria-hidden', 'true');
  ring.style.cssText =
    `position:absolute;left:${x - radius}px;top:${y - radius}px;width:${2 * radius}px;height:${2 * radius}px;` +
    `box-sizing:border-box;border:${0.2 * unit}px solid ${colour};border-radius:50%;pointer-events:none;z-index:405`;
  parent.append(ring);
  const motion = ring.animate([{ scale: 2.4 }, { scale: 1 }], { duration: DROP_MS, easing: 'ease-out' });
  motion.onfinish = motion.oncancel = () => ring.remove();
}
