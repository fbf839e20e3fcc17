import type { Words } from './words.ts';

/** 被反映单位, contacts, erasure and keeping: what protects the resident. */
export const PERSONAL_REFUSALS = {
  'excluded-department': {
    status: 409,
    zh: '{department}是这件的被反映单位，须回避，没有送出。您的选择已保留，请另选单位。',
    en: 'This case is about {department}, which is excluded from it. Nothing was sent and your choice is kept; choose another.',
  },
  'one-level-up': {
    status: 403,
    zh: '这件反映的是{department}，由上一级办理，没有改动任何内容。请转告上级分拨员或督办员。',
    en: 'This case is about {department} and is handled one level up. Nothing was changed; tell the dispatcher or supervisor above.',
  },
  'merge-excluded': {
    status: 409,
    zh: '两件的被反映单位不同，不能并案，两件都没有改动。请分别办理。',
    en: 'The two cases are about different departments and cannot be merged. Both are as they were; handle each by itself.',
  },
  'contact-none': {
    status: 404,
    zh: '这件没有留下联系方式（匿名反映、未填写或已删除），没有可显示的内容。请在查询页留言或现场核实。',
    en: 'There is no contact with this case: anonymous, not given, or erased. Nothing was shown; look into it on site.',
  },
  'contact-not-yours': {
    status: 403,
    zh: '联系方式只给正在承办这件的岗位，没有显示，也没有记录理由。请找承办的同事联系群众。',
    en: 'A contact is shown only to those who handle the case. Nothing was shown; ask the colleague who holds it to call.',
  },
  'contact-confidential': {
    status: 403,
    zh: '这件要求保密，联系方式只给上一级分拨员和督办员，没有显示。需要联系时请请他们转达。',
    en: 'This case is confidential: only the dispatcher and the supervisor above may see the contact. Nothing was shown; ask them to call.',
  },
  'contact-over': {
    status: 409,
    zh: '这件已经办完，联系方式不再显示，没有改动任何内容。群众再次反映时会留下新的联系方式。',
    en: 'This case is over and its contact is shown no more; nothing was changed. A new report brings a new contact.',
  },
  'reveal-reason': {
    status: 422,
    zh: '显示联系方式要选一个理由，没有显示。请选择理由后再试；群众会看到这个理由。',
    en: 'A reason is needed to show a contact; nothing was shown. Choose one and try again: the resident will see it.',
  },
  erased: {
    status: 409,
    zh: '这件的个人信息已删除，不能再写入文字，没有保存。需要记录的，请登记为新的一件。',
    en: 'The personal data of this case was erased, so no text can be added; nothing was saved. Register it as a new case.',
  },
  'erase-open': {
    status: 409,
    zh: '{number} 还在办理，不能删除个人信息，没有改动任何内容。请先办结或撤回，再申请删除。',
    en: 'The case {number} is still being handled and cannot be erased. Nothing was changed; close or withdraw it first.',
  },
  'erase-done': {
    status: 409,
    zh: '{number} 的个人信息已删除，或这个申请已有结论，没有再改。请刷新后查看。',
    en: 'The personal data of {number} is gone already, or this was decided. Nothing was changed; look at it afresh.',
  },
  'erase-pending': {
    status: 409,
    zh: '{number} 已有一个删除申请等待复核，没有重复登记。请另一位管理员先复核。',
    en: 'An erasure of {number} awaits its confirmation; no second one was made. Another administrator decides it first.',
  },
  'erase-self': {
    status: 403,
    zh: '{number} 的删除要由另一位管理员复核，没有删除。申请仍然有效，请请他复核。',
    en: 'Another administrator has to confirm the erasure of {number}. Nothing was erased and it still stands; ask them.',
  },
  'retention-past': {
    status: 422,
    zh: '保存期限只能从将来的时刻起生效，没有设定。您填写的都已保留，请改正起始时间。',
    en: 'A time of keeping begins at an instant to come; nothing was set. What you entered is kept; correct its beginning.',
  },
  'retention-short': {
    status: 422,
    zh: '这一类至少要保存 {days} 天，没有设定。您填写的都已保留，请改长。',
    en: 'This has to be kept for {days} days at least; nothing was set. What you entered is kept; make it longer.',
  },
} as const satisfies Record<string, Words>;
