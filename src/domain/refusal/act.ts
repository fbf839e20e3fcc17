import type { Words } from './words.ts';

/** Acts on cases and questions about them. */
export const ACT_REFUSALS = {
  'not-allowed': {
    status: 403,
    zh: '您的岗位不能做这一步（{act}）。没有改动任何内容；请找有权限的同事。',
    en: 'Your role may not do this ({act}). Nothing was changed; ask a colleague who may.',
  },
  'not-found': {
    status: 404,
    zh: '没有找到这一件，或它不在您的辖区。没有改动任何内容；请核对编号。',
    en: 'It was not found, or lies outside your jurisdiction. Nothing was changed; check the number.',
  },
  'partner-key': {
    status: 403,
    zh: 'api_key 缺失、有误或已停用，没有执行。请核对密钥，或向本平台的系统管理员申请。',
    en: 'The api_key is missing, wrong or revoked; nothing was done. Check the key, or ask the administrators for one.',
  },
  'media-refused': {
    status: 400,
    zh: '第 {place} 个附件不能收下，这一件没有登记。照片最多 3 张，须为 JPEG、PNG 或 WebP，每张不超过 10 MB；请更换后再提交。',
    en: 'Attachment {place} cannot be taken; nothing was registered. Send at most 3 photographs, JPEG, PNG or WebP, 10 MB each.',
  },
  'unknown-area': {
    status: 422,
    zh: '没有编码为 {area} 的辖区。您填写的都已保留，请重新选择地点。',
    en: 'There is no area with the code {area}. What you entered is kept; choose the place again.',
  },
  'outside-area': {
    status: 422,
    zh: '这个位置不在本市的陆地上，没有登记。您写的内容已保留，请重新点选位置。',
    en: 'This position is not on the land of this city; nothing was registered. Your words are kept; choose the place again.',
  },
  'outside-jurisdiction': {
    status: 403,
    zh: '这个位置不在您的辖区，没有登记。您写的内容已保留；请转告当地，或重新点选位置。',
    en: 'This position lies outside your jurisdiction; nothing was registered. Your words are kept; choose the place again.',
  },
  'unknown-matter': {
    status: 422,
    zh: '事权清单里没有 {matter}。您填写的都已保留，请重新选择事项。',
    en: 'The catalogue has no matter {matter}. What you entered is kept; choose the matter again.',
  },
  'unknown-department': {
    status: 422,
    zh: '没有找到单位 {department}，或它不管这里。没有分派，请重新选择单位。',
    en: 'Department {department} is unknown or not responsible here. Nothing was sent; choose another.',
  },
  'no-lead': {
    status: 422,
    zh: '要有且只有一个主办单位。没有送出，请指定主办。',
    en: 'Exactly one department must lead. Nothing was sent; name the lead.',
  },
  'duplicate-department': {
    status: 422,
    zh: '同一单位写了两次，或已在承办。没有送出，请去掉重复的单位。',
    en: 'A department is named twice or already holds the case. Nothing was sent; remove the repetition.',
  },
  'wrong-state': {
    status: 409,
    zh: '这件现在是「{state}」，不能做这一步（{act}）。没有改动任何内容；请刷新后再看。',
    en: 'This case is now "{state}"; this act ({act}) is not possible. Nothing was changed; look at it afresh.',
  },
  'already-dispatched': {
    status: 409,
    zh: '这件已分派给单位在办，没有再次分派。要换单位，请用改派。',
    en: 'Departments already hold this case; it was not dispatched again. To change them, reassign.',
  },
  'already-signed': {
    status: 409,
    zh: '这一单已经签收，没有重复记录。第一次的签收时间仍然有效。',
    en: 'This was already signed for; nothing was recorded again. The first time stands.',
  },
  'already-contacted': {
    status: 409,
    zh: '首次联系已经记录，没有重复记录。要补充，请写办理记录。',
    en: 'The first contact was already recorded; nothing was changed. To add something, write a record.',
  },
  'already-arrived': {
    status: 409,
    zh: '到场已经记录，没有重复记录。第一次的到场时间仍然有效。',
    en: 'The arrival was already recorded; nothing was changed. The first time stands.',
  },
  'not-signed': {
    status: 409,
    zh: '还没有签收，不能做这一步。请先签收；没有改动任何内容。',
    en: 'It has not been signed for yet. Sign first; nothing was changed.',
  },
  'not-held': {
    status: 409,
    zh: '这件已不在这个单位手上（已办结、退回或改派）。没有改动任何内容；请刷新后再看。',
    en: 'The department no longer holds this case (done, returned or reassigned). Nothing was changed; look at it afresh.',
  },
  claimed: {
    status: 409,
    zh: '{name}已认领这件，{minutes} 分钟内没有操作才失效，没有认领。要接手，请先与其联系。',
    en: 'This case is claimed by {name} until {minutes} minutes pass without input; it was not claimed for you. Ask them first.',
  },
  'claim-closed': {
    status: 409,
    zh: '{number} 已经结束，没有认领。不用再处理。',
    en: 'Case {number} has ended; it was not claimed. Nothing is left to do.',
  },
  'undo-late': {
    status: 409,
    zh: '已过撤销时间，没有撤销，改派仍然有效。可以重新改派。',
    en: 'The time to undo is over; nothing was undone and the reassignment stands. Reassign it anew.',
  },
  'undo-signed': {
    status: 409,
    zh: '已过撤销时间：{department}已签收，没有撤销。可以重新改派。',
    en: 'The time to undo is over: {department} has signed, and nothing was undone. Reassign it anew.',
  },
  'order-decided': {
    status: 409,
    zh: '这张发令单已经有人批过了，没有再改。请刷新后看结果。',
    en: 'This order has already been decided; nothing was changed. Look at the result.',
  },
  'order-pending': {
    status: 409,
    zh: '这件已有一张发令单等待审批，没有再起草。请先等它批完。',
    en: 'An order for this case awaits approval; no second one was drafted. Wait for the decision.',
  },
  'not-your-order': {
    status: 403,
    zh: '这张发令单由本社区书记审批；到时未批才转请副书记。没有改动任何内容。',
    en: 'This order is decided by the community secretary; the deputy is asked only when time has run out. Nothing was changed.',
  },
  'queue-not-yours': {
    status: 403,
    zh: '这个清单不归您的岗位。没有改动任何内容；请找有权限的同事。',
    en: 'This list is not for your role. Nothing was changed; ask a colleague who has it.',
  },
  'figures-not-yours': {
    status: 403,
    zh: '效能数据只给领导、督办员、分拨员和社区书记看，没有取数。需要时，请联系本区指挥部。',
    en: 'Figures are for leaders, supervisors, dispatchers and community secretaries; none were read. Ask the command post of your district.',
  },
  'figures-outside-area': {
    status: 403,
    zh: '这个辖区不在您的权限内，没有取数。请改选您的辖区，或联系上级指挥部。',
    en: 'This area lies outside your jurisdiction; no figures were read. Choose your own area, or ask the command post above.',
  },
  'query-too-short': {
    status: 422,
    zh: '单个字太常见，没有查找。请至少输入两个连着的字、数字或字母。',
    en: 'A single character stands in too many cases; nothing was searched. Enter at least two together.',
  },
  'too-late-to-extend': {
    status: 409,
    zh: '办结时限已过，不能再申请延期。没有改动任何内容；请尽快办结并说明原因。',
    en: 'The deadline has passed, so no extension can be asked for. Nothing was changed; resolve it and give the reason.',
  },
  'extension-used': {
    status: 409,
    zh: '延期已用过或正在等待决定，每件只能延 {times} 次。没有改动任何内容。',
    en: 'An extension was already used or is pending; {times} is allowed per case. Nothing was changed.',
  },
  'suspend-too-long': {
    status: 422,
    zh: '挂起最多 {days} 个工作日，没有挂起。您填写的都已保留，请缩短时间。',
    en: 'A case may rest for {days} working days at most; it was not suspended. What you entered is kept; choose less.',
  },
  'suspend-used': {
    status: 409,
    zh: '这件已挂起过，每件只能挂起 {times} 次。没有改动任何内容；确有需要请申请延期。',
    en: 'This case has rested before; {times} is allowed. Nothing was changed; ask for an extension if you must.',
  },
  'nothing-changed': {
    status: 409,
    zh: '和现在的一样，没有变化，没有记录。请先改动再提交。',
    en: 'It is as it was before; nothing was recorded. Change something first.',
  },
  'cannot-take': {
    status: 422,
    zh: '要接的人不是分拨员，或这件不在其辖区，没有交接，仍由原分拨员负责。请另选一位。',
    en: 'Whoever is to take it is no dispatcher, or it lies outside their area; it was not handed over and stays where it is. Choose somebody else.',
  },
  'merge-self': {
    status: 422,
    zh: '不能并入自己，没有并案。请选择另一件诉求。',
    en: 'A case cannot be merged into itself; nothing was merged. Choose another case.',
  },
  'merge-target': {
    status: 409,
    zh: '{number} 已经结束或已并入别件，没有并案，两件都原样保留。请另选一件。',
    en: 'Case {number} has ended or was merged itself; nothing was merged and both are kept. Choose another.',
  },
  'has-absorbed': {
    status: 409,
    zh: '已有别件并入这一件，没有并案。请先解除，或反过来并入。',
    en: 'Other cases were merged into this one, so it was not merged. Release them first, or merge the other way round.',
  },
  'order-running': {
    status: 409,
    zh: '这件有发令单在执行或待审批，没有并案。请先办结或撤回发令单。',
    en: 'An order of this case is running or awaits approval; nothing was merged. Complete or withdraw it first.',
  },
  arbitrated: {
    status: 409,
    zh: '督办员已裁决由谁承办，不能再退回或改派。没有改动任何内容；有异议请联系督办员。',
    en: 'A supervisor has decided who handles this; it cannot be returned or passed on. Nothing was changed; turn to the supervisor.',
  },
  'needs-arbitration': {
    status: 409,
    zh: '这件已被退回 {times} 次，须由督办员裁决，没有分拨。请等待裁决。',
    en: 'It was returned {times} times, so a supervisor decides; it was not dispatched. Wait for the decision.',
  },
  'arbitration-early': {
    status: 409,
    zh: '退回满 {times} 次才由督办员裁决，没有改动任何内容。请由分拨员先分拨。',
    en: 'A supervisor decides after {times} returns. Nothing was changed; the dispatcher goes first.',
  },
  'lead-resolves': {
    status: 409,
    zh: '主办单位请直接办结整件，没有记录协办完成。内容已保留。',
    en: 'The lead resolves the whole case; no part was recorded as done. Your text is kept.',
  },
  'on-site-past': {
    status: 422,
    zh: '约定的到场时间已经过去，没有起草。您填写的都已保留，请改为以后的时间。',
    en: 'The agreed time on site has passed; nothing was drafted. What you entered is kept; choose a later time.',
  },
  'unknown-template': {
    status: 422,
    zh: '没有编号为 {template} 的发令单模板，没有起草。您填写的都已保留，请重新选择。',
    en: 'There is no order template {template}; nothing was drafted. What you entered is kept; choose again.',
  },
  'nothing-to-confirm': {
    status: 409,
    zh: '这张发令单不需要追认，或已追认过。没有改动任何内容；请刷新后再看。',
    en: 'This order needs no confirmation afterwards, or has it. Nothing was changed; look at it afresh.',
  },
  'order-ended': {
    status: 409,
    zh: '这张发令单已经结束，没有撤回。请刷新后看结果。',
    en: 'This order has ended; it was not withdrawn. Look at the result.',
  },
  'already-doubted': {
    status: 409,
    zh: '这次办结已经记为存疑，没有重复记录。请先看这一件的回访或复核。',
    en: 'This resolution is in doubt already; nothing was added. Look at its follow-up or review first.',
  },
  'already-supervised': {
    status: 409,
    zh: '同样的督办还在等待反馈，没有重复发出。请等反馈，或升级督办。',
    en: 'The same supervision still waits for its answer; none was added. Wait, or take the next measure.',
  },
  'supervision-ended': {
    status: 409,
    zh: '这次督办已经反馈或解除，没有再改。请刷新后看结果。',
    en: 'This supervision was answered or lifted; nothing was changed. Look at the result.',
  },
  'warning-standing': {
    status: 409,
    zh: '同样的预警还没有解除，没有重复发出。请先处理已有的预警。',
    en: 'The same warning still stands; none was added. Deal with the one that is there.',
  },
  'warning-acknowledged': {
    status: 409,
    zh: '这条预警已经有人知悉，没有重复记录。处理完请解除。',
    en: 'Somebody has acknowledged this warning; nothing was recorded again. Lift it when it is dealt with.',
  },
  'warning-lifted': {
    status: 409,
    zh: '这条预警已经解除，没有再改。请刷新后再看。',
    en: 'This warning was lifted; nothing was changed. Look at it afresh.',
  },
  'review-due': {
    status: 409,
    zh: '这件是重办件，须先复核，没有确认。请督办员或分拨员复核；群众本人可以直接确认。',
    en: 'It was redone, so it is reviewed first; nothing was confirmed. A supervisor or dispatcher reviews; the resident may confirm at once.',
  },
  'nothing-to-review': {
    status: 409,
    zh: '这件不需要复核，或已复核过。没有改动任何内容；请刷新后再看。',
    en: 'There is nothing to review, or it was reviewed. Nothing was changed; look at it afresh.',
  },
  'rating-none': {
    status: 409,
    zh: '这件没有可以申诉的评价，没有改动任何内容。请核对编号。',
    en: 'This case has no score to contest; nothing was changed. Check the number.',
  },
  'rating-contested': {
    status: 409,
    zh: '这件的评价已经申诉过，每件只能申诉一次。没有改动任何内容；请等待决定。',
    en: 'The score of this case was contested before; once is allowed. Nothing was changed; wait for the decision.',
  },
  'contest-decided': {
    status: 409,
    zh: '这次申诉已经决定过了，没有再改。请刷新后看结果。',
    en: 'This appeal has already been decided; nothing was changed. Look at the result.',
  },
  'extension-decided': {
    status: 409,
    zh: '这次延期已经决定过了，没有再改。请刷新后看结果。',
    en: 'This extension has already been decided; nothing was changed. Look at the result.',
  },
} as const satisfies Record<string, Words>;
