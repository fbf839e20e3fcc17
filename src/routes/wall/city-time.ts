import { createContext } from 'svelte';

/** The city's time at this very moment, for a part of the wall that is not told it. */
export const [getCityTime, setCityTime] = createContext<() => number>();
