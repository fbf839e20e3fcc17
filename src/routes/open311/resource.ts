import type { Refusal } from '#domain/refusal.ts';
import type { App } from '#server/app.ts';

/** What stood in the address: the parameters, and the origin under which this installation was reached. */
export interface Asked {
  fields: Record<string, string>;
  origin: string;
}

interface Resource {
  /** Below /open311/, without the format; a group is the id. */
  path: RegExp;
  /** The root element of the answer in XML. */
  root: string;
  get: (app: App, asked: Asked, id: string) => object | Promise<object | Refusal>;
}

/** Everything that may be read, by the names of GeoReport v2 and Service Discovery. */
export const RESOURCES: readonly Resource[] = [
  {
    path: /^(?:v2\/)?discovery$/,
    root: 'discovery',
    get: ({ open311, demo }, { origin }) => open311.discovery(origin, demo !== null),
  },
  { path: /^v2\/services$/, root: 'services', get: ({ open311 }) => open311.services() },
  {
    path: /^v2\/services\/([^/]+)$/,
    root: 'service_definition',
    get: ({ open311 }, _, code) => open311.service(code),
  },
  {
    path: /^v2\/requests$/,
    root: 'service_requests',
    get: ({ open311 }, { fields }) => open311.requests(fields),
  },
  {
    path: /^v2\/requests\/([^/]+)$/,
    root: 'service_requests',
    get: ({ open311 }, { fields }, number) => open311.request(number, fields),
  },
  {
    path: /^v2\/tokens\/([^/]+)$/,
    root: 'service_requests',
    get: ({ open311 }, _, token) => open311.token(token),
  },
  {
    path: /^v2\/servicerequestupdates$/,
    root: 'service_request_updates',
    get: ({ open311 }, { fields }) => open311.updates(fields),
  },
];
