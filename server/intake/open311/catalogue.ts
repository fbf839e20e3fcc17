import type { World } from '#domain/context.ts';
import { FIELDS } from '#domain/matter/matter.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';

/** GeoReport v2, "GET Service List". */
export interface Open311Service {
  service_code: string;
  service_name: string;
  description: string;
  metadata: boolean;
  type: 'realtime';
  keywords: string;
  group: string;
}

/** GeoReport v2, "GET Service Definition". */
export interface Open311ServiceDefinition {
  service_code: string;
  /** What else to ask for. The catalogue asks for nothing beyond the place and the words, of any matter. */
  attributes: never[];
}

type Catalogue = Pick<World, 'matters'>;

/** The catalogue of matters as services, field by field; the group is the field's code. */
export function servicesOf(world: Catalogue): Open311Service[] {
  const fields = FIELDS as readonly string[];
  return [...world.matters.values()]
    .sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))
    .map((matter) => ({
      service_code: matter.code,
      service_name: matter.name,
      description: matter.nameEn,
      metadata: false,
      type: 'realtime',
      keywords: matter.words.map(([word]) => word).join(','),
      group: matter.field,
    }));
}

/** As the list says `metadata: false`, no client needs to ask; one that does gets a definition without attributes. */
export function definitionOf(world: Catalogue, code: string): Open311ServiceDefinition | Refusal {
  const matter = world.matters.get(code);
  return matter ? { service_code: matter.code, attributes: [] } : refuse('unknown-matter', { matter: code });
}
