import { ACT_WORDS, QUERY_WORDS, STATE_WORDS } from './audit/words.ts';
import type { Language, Pair } from './language.ts';

/**
 * A refusal is a value, not an exception: a code, one sentence in each language, one HTTP status. A
 * sentence says what happened, what was kept and what to do. `{name}` is filled from the details.
 */
interface Words {
  status: number;
  zh: string;
  en: string;
}

export const REFUSALS = {
  'bad-input': {
    status: 400,
    zh: '内容不完整或格式不对：{field}。您填写的都已保留，请改正后再提交。',
    en: 'Something is missing or malformed: {field}. What you entered is kept; correct it and send again.',
  },
  'too-large': {
    status: 413,
    zh: '内容太长，超过 {limitKb} KB，没有收下。请缩短文字或减少照片后再提交。',
    en: 'The content is longer than {limitKb} KB and was not taken. Shorten it and send again.',
  },
  'not-signed-in': {
    status: 401,
    zh: '您还没有登录，或登录已过期。您填写的都已保留，请登录后再提交。',
    en: 'You are not signed in, or your session has ended. What you entered is kept; sign in and send again.',
  },
  'sign-in-unfinished': {
    status: 403,
    zh: '登录还差一步：请先更换初始密码，或启用两步验证。您填写的都已保留，完成后再提交。',
    en: 'Your sign-in is not finished: first choose a password of your own, or enable the second factor. What you entered is kept.',
  },
  'sign-in-wrong': {
    status: 401,
    zh: '账号或密码不对，没有登录。还可以再试 {left} 次；忘记密码请找安全管理员重置。',
    en: 'The account or the password is wrong; nobody was signed in. {left} more attempts; a forgotten password is reset by the security administrator.',
  },
  'sign-in-locked': {
    status: 429,
    zh: '连续输错次数太多，暂停登录。请 {minutes} 分钟后再试；急需时请找安全管理员重置密码。',
    en: 'Too many wrong attempts; signing in is paused. Try again in {minutes} minutes; if it is urgent, have the security administrator reset the password.',
  },
  'code-wrong': {
    status: 401,
    zh: '验证码不对，没有登录。请核对手机时间，输入最新的 6 位验证码，或用一个恢复码。',
    en: 'The code is wrong; nobody was signed in. Check the time of your telephone and enter the newest six digits, or a recovery code.',
  },
  'code-anew': {
    status: 401,
    zh: '这次两步验证已过期或试过太多次，没有登录。请重新输入账号和密码。',
    en: 'This step has expired or was tried too often; nobody was signed in. Begin again with account and password.',
  },
  'second-factor-required': {
    status: 409,
    zh: '您的岗位必须两步验证，没有停用。换手机请先启用新的，丢失请找安全管理员。',
    en: 'Your role needs a second factor; it was not disabled. If the telephone is lost, turn to the security administrator.',
  },
  'password-wrong': {
    status: 403,
    zh: '当前密码不对，没有改动任何内容。还可以再试 {left} 次。',
    en: 'The present password is wrong; nothing was changed. {left} more attempts.',
  },
  'password-short': {
    status: 422,
    zh: '新密码不到 12 个字符，没有更换。请用更长的，几个词连起来就好。',
    en: 'The new password has fewer than 12 characters; it was not changed. Choose a longer one: a few words in a row will do.',
  },
  'password-long': {
    status: 422,
    zh: '新密码超过 128 个字符，没有更换。请缩短。',
    en: 'The new password has more than 128 characters; it was not changed. Shorten it.',
  },
  'password-common': {
    status: 422,
    zh: '这个密码太常见，没有更换。请另想一个别人猜不到的。',
    en: 'This password is one that many try first; it was not changed. Choose another.',
  },
  'password-username': {
    status: 422,
    zh: '新密码里有账号名，没有更换。请另想一个。',
    en: 'The new password contains the name of the account; it was not changed. Choose another.',
  },
  'password-same': {
    status: 422,
    zh: '新密码和当前密码一样，没有更换。请另想一个。',
    en: 'The new password is the present one; nothing was changed. Choose another.',
  },
  'unknown-account': {
    status: 404,
    zh: '没有这个账号，或它已停用。没有改动任何内容；请核对。',
    en: 'There is no such account, or it is disabled. Nothing was changed; check which one is meant.',
  },
  'own-account': {
    status: 403,
    zh: '不能改动自己的账号权限。没有改动任何内容；请由另一位安全管理员操作。',
    en: 'Nobody changes the rights of their own account. Nothing was changed; another security administrator does it.',
  },
  'account-misfit': {
    status: 422,
    zh: '这一项与岗位不符：{field}。账号没有改动；请按岗位填写。',
    en: 'This does not fit the role: {field}. The account was not changed; fill it in as the role needs.',
  },
  'account-delegates': {
    status: 409,
    zh: '这个账号有委托代理，不能改为管理员。没有改动任何内容；请另建账号。',
    en: 'This account has delegations and cannot become an administrator. Nothing was changed; make another account.',
  },
  'username-taken': {
    status: 409,
    zh: '这个账号名已有人用，没有新建。您填写的都已保留，请换一个。',
    en: 'This username is taken; nothing was made. What you entered is kept; choose another.',
  },
  'duty-exclusive': {
    status: 409,
    zh: '三员分立：这个工号已是另一职责的人员，一人不能兼任。没有改动任何内容；请核对工号。',
    en: 'The three administrators are three people: this staff number already has another duty. Nothing was changed; check the number.',
  },
  'delegation-past': {
    status: 422,
    zh: '委托的起止时间不对，没有建立。结束要晚于开始和现在。',
    en: 'These dates do not fit; nothing was delegated. A delegation ends after it begins and after now.',
  },
  'delegation-misfit': {
    status: 422,
    zh: '不能委托给自己，管理员也不参与委托。没有建立；请另选人员。',
    en: 'Nobody is their own deputy, and administrators neither delegate nor stand in. Nothing was delegated; choose others.',
  },
  'delegation-twice': {
    status: 409,
    zh: '这两人在这段时间已有委托，没有重复建立。请先结束原来的。',
    en: 'These two have a delegation at that time already; none was added. End the other first.',
  },
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
  'origin-refused': {
    status: 403,
    zh: '请求来自陌生的网址，没有执行。请从本系统的页面操作。',
    en: 'The request came from a foreign address and was not carried out. Act from a page of this system.',
  },
  'too-many': {
    status: 429,
    zh: '操作太频繁，这一次没有执行，内容已保留。请 {seconds} 秒后再试。',
    en: 'Too many requests; this one was not carried out and is kept. Try again in {seconds} seconds.',
  },
  'content-type': {
    status: 415,
    zh: '内容的类型（Content-Type）不对，没有执行。接口请用 application/json，网页表单请从本系统的页面提交。',
    en: 'The content type is not the one expected; nothing was done. Send application/json to the API, and forms from a page of this system.',
  },
  'address-too-long': {
    status: 414,
    zh: '网址太长，没有处理。没有改动任何内容；请缩短查询条件后再试。',
    en: 'The address is too long and was not followed. Nothing was changed; shorten the query and try again.',
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
  'command-reused': {
    status: 409,
    zh: '这个操作编号已用于另一项内容，没有执行。第一次的结果仍然有效；请用新的编号重发。',
    en: 'This command id was used for something else; nothing was done. The first result stands; send again with a new id.',
  },
  stale: {
    status: 412,
    zh: '您看到的已不是最新：其间别人改动过。您的操作没有执行，内容已保留；请看过最新情况再决定。',
    en: 'What you saw is no longer current: somebody acted meanwhile. Your act was not carried out and is kept; look again and decide.',
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
    zh: '事项、紧急程度和类别都没有变，没有记录。请先改动其中一项。',
    en: 'Matter, urgency and kind are as before; nothing was recorded. Change one of them first.',
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
  busy: {
    status: 503,
    zh: '系统正忙或数据库暂时不可用，操作没有执行，内容已保留。会自动重试；也可以稍后再按一次。',
    en: 'The system is busy or the database unavailable; nothing was done and your input is kept. Try again shortly.',
  },
  'policy-version': {
    status: 409,
    zh: '时限规则的下一版是第 {next} 版，没有生效任何改动。请先看其间公布的版本，再提交。',
    en: 'The next version of the limits is {next}; nothing was enacted. Read what was enacted meanwhile, then submit again.',
  },
  'policy-past': {
    status: 422,
    zh: '新时限只能从将来的时刻起生效，没有生效任何改动。请另定生效时间。',
    en: 'New limits can only take effect at an instant to come; nothing was enacted. Choose a later one.',
  },
  'day-past': {
    status: 422,
    zh: '{day} 已经开始或已过去，期限已按它推算，没有改动。只能设定以后的日子。',
    en: 'The day {day} has begun or is over and deadlines were counted by it; nothing was changed. Only later days can be set.',
  },
  'duty-past': {
    status: 422,
    zh: '这一班的起止时间不对，没有改动值班表。结束时间要晚于开始时间和现在。',
    en: 'These hours do not fit; the roster was not changed. A duty must end after it begins and after now.',
  },
  'unknown-person': {
    status: 422,
    zh: '没有这个人员 {person}，没有改动值班表。请核对人员。',
    en: 'There is no such person {person}; the roster was not changed. Check who is meant.',
  },
  'precondition-malformed': {
    status: 400,
    zh: 'If-Match 应是带引号的版本号，如 "7"。没有执行任何操作，内容已保留。',
    en: 'If-Match must be a version in quotes, such as "7". Nothing was done and your input is kept.',
  },
  'no-such-address': {
    status: 404,
    zh: '接口里没有这个地址。没有改动任何内容；请看 /api/v1/openapi.json。',
    en: 'The API has no such address. Nothing was changed; see /api/v1/openapi.json.',
  },
  'metrics-closed': {
    status: 403,
    zh: '运行指标只给本机程序和持有令牌的监控程序，没有给出任何内容。请在本机读取，或带上 FALING_METRICS_TOKEN。',
    en: 'The metrics are for programs on this machine and for those with the token; nothing was given. Read them there, or bring FALING_METRICS_TOKEN.',
  },
  internal: {
    status: 500,
    zh: '系统出了错，操作没有执行，内容已保留。请把编号 {errorId} 告诉管理员。',
    en: 'Something went wrong; nothing was done and your input is kept. Tell the administrator the number {errorId}.',
  },
} as const satisfies Record<string, Words>;

export type RefusalCode = keyof typeof REFUSALS;
export type Details = Record<string, string | number>;

export interface Refusal {
  refused: RefusalCode;
  details: Details;
}

export const refuse = (refused: RefusalCode, details: Details = {}): Refusal => ({ refused, details });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value;

export type { Language } from './language.ts';

/** The sentence of a refusal in one language; acts and states stand in it by their names, not by their codes. */
export function sentenceOf(refusal: Refusal, language: Language): string {
  return REFUSALS[refusal.refused][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(refusal.details[name] ?? '—');
    const words: Record<string, Pair> =
      name === 'act' ? { ...ACT_WORDS, ...QUERY_WORDS } : name === 'state' ? STATE_WORDS : {};
    return words[value]?.[language] ?? value;
  });
}

export const statusOf = (refusal: Refusal): number => REFUSALS[refusal.refused].status;

/** The header that says when to come back, in seconds, as programs read it (RFC 9110, section 10.2.3). */
export const retryAfter = ({ refused, details }: Refusal): Record<string, string> =>
  refused === 'too-many' && details['seconds'] !== undefined
    ? { 'retry-after': String(details['seconds']) }
    : {};
