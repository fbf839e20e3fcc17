import { AUDIT } from '#server/door/audit.ts';
import { ACCOUNTS } from '#server/door/account.ts';
import { CERTIFICATES } from '#server/door/certificate.ts';
import { FORESIGHT } from '#server/door/foresee.ts';
import { CLAIMS } from '#server/door/claim.ts';
import { CONTACTS } from '#server/door/contact.ts';
import { DESKS } from '#server/door/desk.ts';
import { ERASURES } from '#server/door/erasure.ts';
import type { Entry } from '#server/door/entry.ts';
import { HANDOVERS } from '#server/door/handover.ts';
import { MEDIA } from '#server/door/media.ts';
import { MOMENTS } from '#server/door/moment.ts';
import { OWN_ACCOUNT } from '#server/door/own-account.ts';
import { QUEUES } from '#server/door/queue.ts';
import { ORDERS } from '#server/door/order.ts';
import { READINGS } from '#server/door/read.ts';
import { SUGGESTIONS } from '#server/door/suggest.ts';
import { RETENTION } from '#server/door/retention.ts';
import { SETTINGS } from '#server/door/settings.ts';
import { WALLS } from '#server/door/wall.ts';
import { WHEREABOUTS } from '#server/door/whereabouts.ts';

/** Everything that may be asked through the door; commands on cases stand in the domain's own table (case/act.ts). */
export const REGISTRY: readonly Entry[] = [
  ...READINGS,
  ...ORDERS,
  ...CERTIFICATES,
  ...MOMENTS,
  ...MEDIA,
  ...QUEUES,
  ...DESKS,
  ...HANDOVERS,
  ...SUGGESTIONS,
  ...SETTINGS,
  ...AUDIT,
  ...FORESIGHT,
  ...CLAIMS,
  ...WHEREABOUTS,
  ...CONTACTS,
  ...ERASURES,
  ...RETENTION,
  ...OWN_ACCOUNT,
  ...ACCOUNTS,
  ...WALLS,
];
