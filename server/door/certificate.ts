import { certifyOrder } from '#server/certificate/order.ts';
import { certifyWall, certifyWalls, WALL, WALL_READERS, WALLS } from '#server/certificate/wall.ts';
import { entry, HANDLERS } from '#server/door/entry.ts';
import { SHEET } from '#server/order/evidence.ts';

/** 完整性证明: what was issued, received and shown, from the acknowledgements of the screens. */
export const CERTIFICATES = [
  entry({
    name: 'certificate.order',
    method: 'GET',
    path: '/orders/{number}/certificate',
    about: {
      zh: '一张发令单送达和展示在哪些屏幕上，最长用了多久。',
      en: 'On which screens an order arrived and was shown, and how long the slowest took.',
    },
    by: HANDLERS,
    input: SHEET,
    run: ({ desk }, viewer, input) => certifyOrder(desk.db, viewer, input),
  }),
  entry({
    name: 'certificate.walls',
    method: 'GET',
    path: '/certificates',
    about: {
      zh: '辖区内每块大屏：发出、送达、展示了多少发令单，最长用了多久。',
      en: 'For each wall of the own areas, the orders issued, received and shown, and the longest delay.',
    },
    beyond:
      'Whoever keeps the walls running sees no cases; narrowed by the areas, it says numbers and times only.',
    by: WALL_READERS,
    input: WALLS,
    run: ({ desk }, viewer, input) => certifyWalls(desk.db, viewer, input),
  }),
  entry({
    name: 'certificate.wall',
    method: 'GET',
    path: '/certificates/{id}',
    about: {
      zh: '一块大屏上的每张发令单：何时送达、何时展示，哪些没有。',
      en: 'Every order that one wall ought to have shown, with when it arrived and was shown.',
    },
    beyond:
      'Whoever keeps the walls running sees no cases; narrowed by the areas, it says numbers and times only.',
    by: WALL_READERS,
    input: WALL,
    run: ({ desk }, viewer, input) => certifyWall(desk.db, viewer, input),
  }),
];
