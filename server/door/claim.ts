import { isRefusal } from '#domain/refusal.ts';
import { entry } from '#server/door/entry.ts';
import { CLAIM, claimCase } from '#server/presence/claim.ts';

/** 认领: said to the colleagues, and no right. */
export const CLAIMS = [
  entry({
    name: 'case.claim',
    method: 'POST',
    path: '/cases/{id}/claim',
    about: {
      zh: '认领或放开一件：五分钟没有操作即失效；别人仍可处理，会先看到是谁认领。',
      en: 'Says "I have it" of a case, or gives it up; ends after five minutes without input, and forbids nobody anything.',
    },
    by: ['dispatcher', 'supervisor', 'worker', 'secretary'],
    input: CLAIM,
    run: async ({ desk, claimed }, viewer, asked) => {
      const answer = await claimCase(desk.db, viewer, asked);
      if (!isRefusal(answer)) claimed(answer);
      return answer;
    },
  }),
];
