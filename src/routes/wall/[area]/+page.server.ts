import { error } from '@sveltejs/kit';
import { within } from '#domain/area/area.ts';
import type { PageServerLoad } from './$types';

/**
 * A wall device sees its own area and what lies in it, a person the areas that the account is bound to. Whoever
 * else comes is told so in one sentence on the whole wall; nothing of the city is handed out with it.
 */
export const load: PageServerLoad = ({ locals, params, cookies }) => {
  const { app, viewer, language } = locals;
  const area = app.world.areas.find((one) => one.code === params.area);
  if (!area) error(404, 'not found');
  const name = language === 'zh' ? area.name : area.nameEn;
  if (!viewer) {
    const known = cookies.get(app.edge.cookies.device) !== undefined;
    return { access: known ? ('revoked' as const) : ('unknown' as const), name };
  }
  const granted = app.rightsOf(viewer).areas.filter((prefix) => within(area.code, prefix));
  const [top] = granted.sort((a, b) => a.length - b.length);
  if (top === undefined) return { access: 'outside' as const, name };
  // A figure leads to its cases where there is somebody who may open them; a device opens nothing.
  return { access: 'granted' as const, name, opens: viewer.kind === 'person', top };
};
