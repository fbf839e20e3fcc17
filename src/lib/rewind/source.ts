import type { Followed, Stood, TrackedDay } from '#domain/board/moment.ts';

/** What a rewound wall is read from; each answer may be given up through the signal. */
export interface Source {
  stood: (at: number, signal: AbortSignal) => Promise<Stood>;
  followed: (after: number, until: number, signal: AbortSignal) => Promise<Followed>;
  day: (at: number, signal: AbortSignal) => Promise<TrackedDay>;
}

/** The server's log of an area. */
export function sourceOf(area: string): Source {
  const ask = async <T>(path: string, query: Record<string, number>, signal: AbortSignal): Promise<T> => {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(Math.floor(value))]),
    );
    const response = await fetch(`/api/v1/moments/${area}${path}?${search}`, { signal });
    if (!response.ok) throw new Error(`${response.status}`);
    return (await response.json()) as T;
  };
  return {
    stood: (at, signal) => ask('', { at }, signal),
    followed: (after, until, signal) => ask('/changes', { after, until }, signal),
    day: (at, signal) => ask('/day', { at }, signal),
  };
}
