import * as v from 'valibot';
import { isRefusal } from '#domain/refusal.ts';
import { actorName } from '#server/access/actor.ts';
import { note } from '#server/audit/entry.ts';
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
    notes: true,
    input: v.strictObject({ id: uuid, mediaId: uuid }),
    run: async ({ desk: { db, sealer } }, viewer, { id, mediaId }) => {
      const picture = await readMedia(db, sealer, viewer, id, mediaId);
      // It may show people: whoever looks is written down, or does not see it.
      if (!isRefusal(picture)) {
        await note(db, { actor: actorName(viewer), act: 'media.read', caseId: id, subject: mediaId });
      }
      return picture;
    },
  }),
];
