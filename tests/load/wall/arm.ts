import type { Happening } from './life.ts';

/** One way of showing the same district. */
export interface Arm {
  apply: (happening: Happening) => void;
}
