import { foresee, FORESEE } from '#server/case/foresee.ts';
import { entry } from '#server/door/entry.ts';

/** What an act would do, by the very rules that decide it; nothing is changed. */
export const FORESIGHT = [
  entry({
    name: 'assignment.foresee',
    method: 'POST',
    path: '/reassignments/preview',
    about: {
      zh: '改派之前逐件看各时限会怎样变；不改动任何内容。',
      en: 'What reassigning would do to each clock of each case, or why it would be refused; changes nothing.',
    },
    by: ['dispatcher', 'supervisor'],
    input: FORESEE,
    run: ({ desk }, viewer, asked) => foresee(desk, viewer, asked),
  }),
];
