import type { Show, Projection } from '#domain/scene/projection.ts';
import type { ShownRefusal } from '../live/command.ts';
import { m } from '../paraglide/messages.js';
import { language } from '../ui/words.ts';

/** A wall as GET /api/v1/walls lists it. */
export interface OwnWall {
  id: string;
  name: string;
  areaCode: string;
  paused: boolean;
  showing: Projection | null;
}

/** The walls of the own areas, and what is done to one of them; what was chosen stays where the line is down. */
export class Walls {
  list = $state.raw<OwnWall[]>();
  pending = $state(false);
  /** What came of the last act, as a sentence. */
  said = $state.raw<{ kind: 'done' | 'refusal' | 'unsent'; sentence: string }>();

  async load(): Promise<void> {
    try {
      const answer = (await (await fetch('/api/v1/walls')).json()) as { walls?: OwnWall[] };
      this.list = answer.walls ?? [];
    } catch {
      this.said = { kind: 'unsent', sentence: m.scene_unsent() };
    }
  }

  show = (wall: OwnWall, show: Show): Promise<void> =>
    this.#tell(wall, 'show', show, m.scene_done({ name: wall.name }));
  clear = (wall: OwnWall): Promise<void> =>
    this.#tell(wall, 'clear', {}, m.scene_cleared({ name: wall.name }));
  pause = (wall: OwnWall, paused: boolean): Promise<void> =>
    this.#tell(
      wall,
      'pause',
      { paused },
      paused ? m.scene_paused_done({ name: wall.name }) : m.scene_resumed_done({ name: wall.name }),
    );

  async #tell({ id }: OwnWall, what: string, body: object, done: string): Promise<void> {
    this.pending = true;
    try {
      const response = await fetch(`/api/v1/walls/${encodeURIComponent(id)}/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { id: string } | ShownRefusal;
      this.said =
        'refused' in answer
          ? { kind: 'refusal', sentence: answer[language()] }
          : { kind: 'done', sentence: done };
      await this.load();
    } catch {
      this.said = { kind: 'unsent', sentence: m.scene_unsent() };
    }
    this.pending = false;
  }
}
