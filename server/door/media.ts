import * as v from 'valibot';
import { isRefusal } from '#domain/refusal.ts';
import { entry, HANDLERS } from '#server/door/entry.ts';
import { listMedia, readMedia } from '#server/media/read.ts';

const uuid = v.pipe(v.string(), v.uuid());

/** The photographs of a case, for those who handle it. */
export const MEDIA = [
  entry({
    name: 'media.list',
    method: 'GET',
    path: '/cases/{id}/media',
    about: { zh: '一件诉求的照片清单。', en: 'The photographs of a case, without the pictures.' },
    by: HANDLERS,
    input: v.strictObject({ id: uuid }),
    run: async ({ desk }, viewer, { id }) => {
      const media = await listMedia(desk.db, viewer, id);
      return isRefusal(media) ? media : { media };
    },
  }),
  entry({
    name: 'media.read',
    method: 'GET',
    path: '/cases/{id}/media/{mediaId}',
    about: { zh: '一张照片。', en: 'One photograph, as a file.' },
    by: HANDLERS,
    input: v.strictObject({ id: uuid, mediaId: uuid }),
    run: ({ desk: { db, sealer } }, viewer, { id, mediaId }) => readMedia(db, sealer, viewer, id, mediaId),
  }),
];
