import type { Case } from '../case/case.ts';
import type { Language } from '../language.ts';
import { CLOCK_WORDS, DURATION, RECORD_WORDS, type Names } from './words.ts';
import type { Event } from './event.ts';

/**
 * One human sentence for every event, for tickers and timelines. It names offices and places, never a
 * resident; `subject` is the case after the event.
 */
export function sentence(event: Event, subject: Case, names: Names, language: Language): string {
  return language === 'zh' ? chinese(event, subject, names) : english(event, subject, names);
}

/** 坪山交警大队签收 09号令，用时 1分31秒。 */
function chinese(event: Event, subject: Case, names: Names): string {
  const thing = thingOf(subject, names, 'zh');
  const department = (id: string): string => names.department(id, 'zh');
  switch (event.type) {
    case 'case.reported':
      return `${names.channel(event.body.channel, 'zh')}收到一件${names.kind(event.body.kind, 'zh')}：${thing}。`;
    case 'case.accepted':
      return `已受理：${thing}，用时 ${DURATION.zh(event.at - subject.discoveredAt)}。`;
    case 'case.rejected':
      return `不予受理：${thing}。`;
    case 'case.guided':
      return `引导至${names.area(event.body.areaCode, 'zh')}：${thing}。`;
    case 'case.dispatched':
      return `${thing}分拨给${event.body.assignments.map((one) => department(one.departmentId)).join('、')}。`;
    case 'case.recorded':
      return `${thing}：记录一次${RECORD_WORDS[event.body.kind].zh}。`;
    case 'case.resolved':
      if (event.body.settledBy === 'grid') return `网格员现场巡查调解：${thing}。`;
      if (event.body.settledBy === 'volunteer') return `平安员现场化解：${thing}。`;
      return `已化解：${thing}${event.body.departmentId ? `，${department(event.body.departmentId)}办结` : ''}。`;
    case 'case.confirmed':
      return `群众确认已解决：${thing}。`;
    case 'case.redone':
      return `群众反映没有解决，重办：${thing}。`;
    case 'followup.done':
      return `已回访反馈：${thing}。`;
    case 'assignment.signed':
      return `${department(event.body.departmentId)}签收${orderOf(subject, event.body.assignmentId, 'zh')}，用时 ${DURATION.zh(takenBy(subject, event.body.assignmentId, event.at))}。`;
    case 'assignment.contacted':
      return `${department(event.body.departmentId)}已联系群众：${thing}，用时 ${DURATION.zh(takenBy(subject, event.body.assignmentId, event.at))}。`;
    case 'assignment.arrived':
      return `${department(event.body.departmentId)}已到场：${thing}。`;
    case 'assignment.returned':
      return `${department(event.body.departmentId)}退回：${thing}。`;
    case 'assignment.reassigned':
      return `${thing}由${department(event.body.departmentId)}改派给${department(event.body.to.departmentId)}，总时限不变。`;
    case 'order.drafted':
      return `${names.area(event.body.areaCode, 'zh')}起草${orderName(event.body.number, 'zh')}：${thing}，待书记审批。`;
    case 'order.referred':
      return `书记逾时未批，${orderName(numberOf(subject, event.body.orderId), 'zh')}已转请副书记。`;
    case 'order.issued':
      return `${names.area(subject.place.areaCode, 'zh')}发出${orderName(numberOf(subject, event.body.orderId), 'zh')}：${thing}，${event.body.assignments.length} 个单位。`;
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
    case 'warning.raised':
      return `预警：${names.area(subject.place.areaCode, 'zh')}出现「${event.body.reason}」，${thing}。`;
    case 'timer.warned':
      return `${holderOf(subject, event.body.subject, names, 'zh')}${CLOCK_WORDS[event.body.clock].zh}临期：${thing}。`;
    case 'timer.breached':
      return `${holderOf(subject, event.body.subject, names, 'zh')}${CLOCK_WORDS[event.body.clock].zh}逾期：${thing}。`;
  }
}

function english(event: Event, subject: Case, names: Names): string {
  const thing = thingOf(subject, names, 'en');
  const department = (id: string): string => names.department(id, 'en');
  switch (event.type) {
    case 'case.reported':
      return `${names.channel(event.body.channel, 'en')}: a ${names.kind(event.body.kind, 'en')} was received: ${thing}.`;
    case 'case.accepted':
      return `Accepted after ${DURATION.en(event.at - subject.discoveredAt)}: ${thing}.`;
    case 'case.rejected':
      return `Not accepted: ${thing}.`;
    case 'case.guided':
      return `Guided to ${names.area(event.body.areaCode, 'en')}: ${thing}.`;
    case 'case.dispatched':
      return `Dispatched to ${event.body.assignments.map((one) => department(one.departmentId)).join(', ')}: ${thing}.`;
    case 'case.recorded':
      return `A ${RECORD_WORDS[event.body.kind].en} was recorded: ${thing}.`;
    case 'case.resolved':
      if (event.body.settledBy === 'grid') return `Settled on patrol by a grid worker: ${thing}.`;
      if (event.body.settledBy === 'volunteer') return `Settled on the spot by a volunteer: ${thing}.`;
      return `Resolved${event.body.departmentId ? ` by ${department(event.body.departmentId)}` : ''}: ${thing}.`;
    case 'case.confirmed':
      return `The resident confirmed the solution: ${thing}.`;
    case 'case.redone':
      return `The resident says it is not solved; it is redone: ${thing}.`;
    case 'followup.done':
      return `Followed up with the resident: ${thing}.`;
    case 'assignment.signed':
      return `${department(event.body.departmentId)} signed for${orderOf(subject, event.body.assignmentId, 'en')} after ${DURATION.en(takenBy(subject, event.body.assignmentId, event.at))}.`;
    case 'assignment.contacted':
      return `${department(event.body.departmentId)} contacted the resident after ${DURATION.en(takenBy(subject, event.body.assignmentId, event.at))}: ${thing}.`;
    case 'assignment.arrived':
      return `${department(event.body.departmentId)} is on site: ${thing}.`;
    case 'assignment.returned':
      return `${department(event.body.departmentId)} returned it: ${thing}.`;
    case 'assignment.reassigned':
      return `Reassigned from ${department(event.body.departmentId)} to ${department(event.body.to.departmentId)}, the total limit unchanged: ${thing}.`;
    case 'order.drafted':
      return `${names.area(event.body.areaCode, 'en')} drafted ${orderName(event.body.number, 'en')}, awaiting approval: ${thing}.`;
    case 'order.referred':
      return `The secretary did not decide in time; the deputy is asked about ${orderName(numberOf(subject, event.body.orderId), 'en')}.`;
    case 'order.issued':
      return `${names.area(subject.place.areaCode, 'en')} issued ${orderName(numberOf(subject, event.body.orderId), 'en')} to ${event.body.assignments.length} departments: ${thing}.`;
    case 'order.declined':
      return `${orderName(numberOf(subject, event.body.orderId), 'en')} was declined: ${thing}.`;
    case 'order.responded':
      return `All recipients signed for ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'order.completed':
      return `${orderName(numberOf(subject, event.body.orderId), 'en')} is completed: ${thing}.`;
    case 'extension.requested':
      return `An extension of ${event.body.workdays} working days was asked for: ${thing}.`;
    case 'extension.granted':
      return `The extension was granted: ${thing}.`;
    case 'extension.declined':
      return `The extension was declined: ${thing}.`;
    case 'warning.raised':
      return `Warning in ${names.area(subject.place.areaCode, 'en')}: "${event.body.reason}", ${thing}.`;
    case 'timer.warned':
      return `${holderOf(subject, event.body.subject, names, 'en')}${CLOCK_WORDS[event.body.clock].en} is close to its limit: ${thing}.`;
    case 'timer.breached':
      return `${holderOf(subject, event.body.subject, names, 'en')}${CLOCK_WORDS[event.body.clock].en} is overdue: ${thing}.`;
  }
}

/** 垃圾满溢 · 秀新社区东二三巷, or the place alone while nobody has classified it. */
function thingOf(subject: Case, names: Names, language: Language): string {
  const matter =
    subject.matterCode === null
      ? names.kind(subject.kind, language)
      : names.matter(subject.matterCode, language);
  return `${subject.place.label}${language === 'zh' ? '' : ', '}${matter}`;
}

const numberOf = (subject: Case, orderId: string): string =>
  subject.orders.find((order) => order.id === orderId)?.number ?? '';

/** PS-L210723-009 → 09号令. */
function orderName(number: string, language: Language): string {
  const running = number.split('-').at(-1) ?? number;
  return language === 'zh' ? `${running.replace(/^0/, '')}号令` : `order ${number}`;
}

function orderOf(subject: Case, assignmentId: string, language: Language): string {
  const assignment = subject.assignments.find((one) => one.id === assignmentId);
  const order = subject.orders.find((one) => one.id === assignment?.orderId);
  if (order) return ` ${orderName(order.number, language)}`;
  return language === 'zh' ? `「${subject.number}」` : ` ${subject.number}`;
}

function takenBy(subject: Case, assignmentId: string, at: number): number {
  return at - (subject.assignments.find((one) => one.id === assignmentId)?.dispatchedAt ?? at);
}

/** Whose clock it is: a department's name, or nothing where the clock names the office itself. */
function holderOf(subject: Case, subjectId: string, names: Names, language: Language): string {
  const assignment = subject.assignments.find((one) => one.id === subjectId);
  if (!assignment) return '';
  return names.department(assignment.departmentId, language) + (language === 'zh' ? '' : ': ');
}
