import type { Case } from '../case/case.ts';
import type { Event } from './event.ts';
import {
  holderOf,
  numberOf,
  orderName,
  signedOf,
  suggestedOf,
  takenBy,
  targetOf,
  thingOf,
  warningOf,
} from './phrase.ts';
import {
  CLOCK_WORDS,
  DOUBT_WORDS,
  DURATION,
  MEASURE_WORDS,
  POST_WORDS,
  RECORD_WORDS,
  SUSPEND_WORDS,
  type Names,
} from './words.ts';

/** 坪山交警大队签收 09号令，用时 1分31秒。 */
export function chinese(event: Event, subject: Case, names: Names): string {
  const thing = thingOf(subject, names, 'zh');
  const department = (id: string): string => names.department(id, 'zh');
  switch (event.type) {
    case 'case.reported':
      return `${names.channel(event.body.channel, 'zh')}收到一件${names.kind(event.body.kind, 'zh')}：${thing}。`;
    case 'case.accepted':
      return `已受理：${thing}，用时 ${DURATION.zh(event.at - subject.discoveredAt)}。`;
    case 'case.rejected':
      return `不予受理：${thing}。`;
    case 'case.reclassified':
      return `改为${names.matter(event.body.matterCode, 'zh')}，时限按原起点重算：${thing}。`;
    case 'case.suspended':
      return `挂起（${SUSPEND_WORDS[event.body.reason].zh}），到期自动恢复：${thing}。`;
    case 'case.resumed':
      return `${event.body.early ? '提前' : '到期'}恢复办理：${thing}。`;
    case 'case.merged':
      return `${thing}并入 ${event.body.number}，一并办理。`;
    case 'case.absorbed':
      return `${event.body.number} 并入本件：${thing}。`;
    case 'case.unmerged':
      return `解除并案，单独办理：${thing}。`;
    case 'case.released':
      return `并入本件的一件已解除并案：${thing}。`;
    case 'case.withdrawn':
      return `已撤回：${thing}。`;
    case 'case.excluded':
      return event.body.departmentId === null
        ? `取消单位回避：${thing}。`
        : `${department(event.body.departmentId)}为被反映单位，回避并由上一级办理：${thing}。`;
    case 'case.entrusted':
      return `分拨员交接，承办单位和时限不变：${thing}。`;
    case 'suggestion.declined':
      return `不采纳建议的${event.body.of === 'matter' ? '事项' : '单位'}（${suggestedOf(event.body, names, 'zh')}）：${thing}。`;
    case 'case.guided':
      return `引导至${names.area(event.body.areaCode, 'zh')}：${thing}。`;
    case 'case.dispatched':
      return `${thing}分拨给${event.body.assignments.map((one) => department(one.departmentId)).join('、')}。`;
    case 'case.arbitrated':
      return `督办员裁决由${event.body.assignments.map((one) => department(one.departmentId)).join('、')}承办：${thing}。`;
    case 'case.recorded':
      return `${thing}：记录一次${RECORD_WORDS[event.body.kind].zh}。`;
    case 'case.resolved':
      if (event.body.settledBy === 'grid') return `网格员现场巡查调解：${thing}。`;
      if (event.body.settledBy === 'volunteer') return `平安员现场化解：${thing}。`;
      return `已化解：${thing}${event.body.departmentId ? `，${department(event.body.departmentId)}办结` : ''}。`;
    case 'case.doubted':
      return `办结存疑（${event.body.doubts.map((one) => DOUBT_WORDS[one].zh).join('，')}），${subject.closedAt === null ? '将电话回访' : '待复核'}：${thing}。`;
    case 'case.reviewed':
      return `复核${event.body.passed ? '通过' : `未通过${subject.closedAt === null ? '，重办' : ''}`}：${thing}。`;
    case 'case.confirmed':
      return `群众确认已解决：${thing}。`;
    case 'case.redone':
      return `没有解决，重办：${thing}。`;
    case 'followup.planned':
      return `${event.body.method === 'call' ? '待电话回访' : '待短信回访'}：${thing}。`;
    case 'followup.done':
      return event.body.redo ? `回访不满意，重办：${thing}。` : `已回访反馈：${thing}。`;
    case 'rating.contested':
      return `${department(event.body.departmentId)}对评价提出申诉：${thing}。`;
    case 'rating.decided':
      return `${event.body.upheld ? '申诉成立，评价不计入' : '申诉不成立'}：${thing}。`;
    case 'assignment.signed':
      return `${department(event.body.departmentId)}签收${signedOf(subject, event.body.assignmentId, names, 'zh')}，用时 ${DURATION.zh(takenBy(subject, event.body.assignmentId, event.at))}。`;
    case 'assignment.contacted':
      return `${department(event.body.departmentId)}已联系群众：${thing}，用时 ${DURATION.zh(takenBy(subject, event.body.assignmentId, event.at))}。`;
    case 'assignment.arrived':
      return `${department(event.body.departmentId)}已到场：${thing}。`;
    case 'assignment.returned':
      return `${department(event.body.departmentId)}退回：${thing}。`;
    case 'assignment.reassigned':
      return `${thing}由${department(event.body.departmentId)}改派给${department(event.body.to.departmentId)}，总时限不变。`;
    case 'assignment.restored':
      return `撤销改派，${thing}由${department(event.body.departmentId)}回到${department(event.body.back)}，总时限不变。`;
    case 'assignment.split':
      return `增加${event.body.assignments.map((one) => department(one.departmentId)).join('、')}协办：${thing}。`;
    case 'assignment.done':
      return `${department(event.body.departmentId)}完成协办：${thing}。`;
    case 'order.drafted':
      return `${names.area(event.body.areaCode, 'zh')}起草${orderName(event.body.number, 'zh')}：${thing}，待书记审批。`;
    case 'order.referred':
      return `书记逾时未批，${orderName(numberOf(subject, event.body.orderId), 'zh')}已转请副书记。`;
    case 'order.issued':
      return `${names.area(subject.place.areaCode, 'zh')}发出${orderName(numberOf(subject, event.body.orderId), 'zh')}：${thing}，${event.body.assignments.length} 个单位。`;
    case 'order.confirmed':
      return `书记追认${orderName(numberOf(subject, event.body.orderId), 'zh')}：${thing}。`;
    case 'order.withdrawn':
      return `${orderName(numberOf(subject, event.body.orderId), 'zh')}已撤回：${thing}。`;
    case 'order.declined':
      return `${orderName(numberOf(subject, event.body.orderId), 'zh')}未获批准：${thing}。`;
    case 'order.responded':
      return `${orderName(numberOf(subject, event.body.orderId), 'zh')}全部签收：${thing}。`;
    case 'order.completed':
      return `${orderName(numberOf(subject, event.body.orderId), 'zh')}办结：${thing}。`;
    case 'extension.requested':
      return `${thing}申请延期 ${event.body.workdays} 个工作日。`;
    case 'extension.granted':
      return `同意延期：${thing}。`;
    case 'extension.declined':
      return `不同意延期：${thing}。`;
    case 'supervision.opened':
      return `${MEASURE_WORDS[event.body.measure].zh}：${targetOf(subject, event.body, names, 'zh')}${thing}。`;
    case 'supervision.answered':
      return `督办已反馈：${thing}。`;
    case 'supervision.lifted':
      return `督办已解除：${thing}。`;
    case 'warning.raised':
      return `预警：${names.area(subject.place.areaCode, 'zh')}${warningOf(event.body, names, 'zh')}，${thing}。`;
    case 'warning.acknowledged':
      return `预警已知悉：${thing}。`;
    case 'warning.lifted':
      return `预警已解除：${thing}。`;
    case 'timer.warned':
      return `${holderOf(subject, event.body.subject, names, 'zh')}${CLOCK_WORDS[event.body.clock].zh}临期：${thing}。`;
    case 'timer.breached':
      return `${holderOf(subject, event.body.subject, names, 'zh')}${CLOCK_WORDS[event.body.clock].zh}逾期：${thing}。`;
    case 'timer.escalated':
      return `${holderOf(subject, event.body.subject, names, 'zh')}${CLOCK_WORDS[event.body.clock].zh}逾期，已报${POST_WORDS[event.body.to].zh}：${thing}。`;
  }
}
