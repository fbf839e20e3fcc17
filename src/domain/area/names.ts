import { CHANNEL_WORDS, KIND_WORDS, type Names } from '../audit/words.ts';
import type { World } from '../context.ts';

/** The names of a world; an id that it does not know stands for itself. */
export const namesOf = (world: Pick<World, 'areas' | 'departments' | 'matters'>): Names => ({
  area: (code, language) => {
    const area = world.areas.get(code);
    return area ? (language === 'zh' ? area.name : area.nameEn) : code;
  },
  department: (id, language) => {
    const department = world.departments.get(id);
    return department ? (language === 'zh' ? department.shortName : department.nameEn) : id;
  },
  matter: (code, language) => {
    const matter = world.matters.get(code);
    return matter ? (language === 'zh' ? matter.name : matter.nameEn) : code;
  },
  channel: (channel, language) => CHANNEL_WORDS[channel][language],
  kind: (kind, language) => KIND_WORDS[kind][language],
});
