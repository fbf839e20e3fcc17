import type { CaseState } from '#domain/case/case.ts';
import type { ShownRefusal } from '../live/command.ts';

/** A similar case near the open one: GET /api/v1/cases/[id]/similar. */
interface Similar {
  caseId: string;
  number: string;
  label: string;
  state: CaseState;
  discoveredAt: number;
  distanceM: number;
}

/** A picture of the open case, without the picture: GET /api/v1/cases/[id]/media. */
export interface Medium {
  id: string;
  width: number;
  height: number;
  at: number;
}

/** A department that may receive the open case: GET /api/v1/cases/[id]/departments. */
interface Candidate {
  departmentId: string;
  part: 'lead' | 'support' | null;
  load: number;
  sign: { p50Ms: number; n: number } | null;
  metres: number;
}

/** A held key passes over rows faster than this is worth asking. */
const SETTLE_MS = 300;

/** What is asked beside the file of the open case; what did not come is left out, and nothing waits for it. */
export class Around {
  #similar = $state.raw<readonly Similar[]>([]);
  #media = $state.raw<readonly Medium[]>([]);
  #candidates = $state.raw<readonly Candidate[]>([]);
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  get similar(): readonly Similar[] {
    return this.#similar;
  }
  get media(): readonly Medium[] {
    return this.#media;
  }
  get candidates(): readonly Candidate[] {
    return this.#candidates;
  }

  /** @param candidates whether the case may be dispatched, so that it is worth ranking the departments */
  want(caseId: string | undefined, version: number, candidates: boolean): void {
    const key = `${caseId}:${version}:${candidates}`;
    if (key === this.#asked) return;
    if (caseId !== this.#asked.split(':')[0]) {
      this.#similar = [];
      this.#media = [];
      this.#candidates = [];
    }
    this.#asked = key;
    clearTimeout(this.#timer);
    if (caseId !== undefined)
      this.#timer = setTimeout(() => void this.#ask(key, caseId, candidates), SETTLE_MS);
  }

  async #ask(key: string, caseId: string, candidates: boolean): Promise<void> {
    const at = `/api/v1/cases/${encodeURIComponent(caseId)}`;
    const [similar, media, ranked] = await Promise.all([
      read<{ similar: Similar[] }>(`${at}/similar`),
      read<{ media: Medium[] }>(`${at}/media`),
      candidates ? read<{ candidates: Candidate[] }>(`${at}/departments`) : undefined,
    ]);
    if (key !== this.#asked) return;
    this.#similar = similar?.similar ?? [];
    this.#media = media?.media ?? [];
    this.#candidates = ranked?.candidates ?? [];
  }
}

/** What an address of the API answers; undefined where it was refused, or the line is down. */
export async function read<T extends object>(path: string, signal?: AbortSignal): Promise<T | undefined> {
  try {
    const answer = (await (await fetch(path, signal ? { signal } : {})).json()) as T | ShownRefusal;
    return 'refused' in answer ? undefined : answer;
  } catch {
    return undefined;
  }
}
