import type { Scene } from '#domain/scene/scene.ts';
import { m } from '../paraglide/messages.js';

const NAMES: Record<Scene, () => string> = {
  overview: m.scene_overview,
  streets: m.scene_streets,
  orders: m.scene_orders,
  circles: m.scene_circles,
  times: m.scene_times,
  map: m.scene_map,
};

export const sceneName = (scene: Scene): string => NAMES[scene]();
