import type { CaseKind, CaseState, Channel, RecordKind, SuspendReason } from '../case/case.ts';
import type { ActName } from '../case/act.ts';
import type { Doubt } from '../followup/followup.ts';
import type { Language, Pair } from '../language.ts';
import type { Measure } from '../supervision/supervision.ts';
import type { Post } from '../timer/escalation.ts';
import type { Clock } from '../timer/timer.ts';
import type { WarningKind } from '../warning/warning.ts';

/** The glossary's words for what the domain enumerates: sentences, screens, exports and the API all take them from here. */
export const CLOCK_WORDS: Record<Clock, Pair> = {
  accept: { zh: '受理', en: 'Acceptance' },
  dispatch: { zh: '分拨', en: 'Dispatch' },
  approve: { zh: '审批', en: 'Approval' },
  sign: { zh: '签收', en: 'Signature' },
  contact: { zh: '首次联系', en: 'First contact' },
  arrive: { zh: '到场', en: 'Arrival' },
  resolve: { zh: '办结', en: 'Resolution' },
  confirm: { zh: '确认', en: 'Confirmation' },
  feedback: { zh: '反馈', en: 'Feedback' },
  suspend: { zh: '挂起', en: 'Suspension' },
  ratify: { zh: '追认', en: 'Confirmation afterwards' },
  supervise: { zh: '督办反馈', en: 'Answer to the supervision' },
};

export const POST_WORDS: Record<Post, Pair> = {
  handler: { zh: '承办人', en: 'the handler' },
  'department-head': { zh: '单位负责人', en: 'the head of the department' },
  street: { zh: '街道', en: 'the street' },
  'district-supervisor': { zh: '区督办', en: 'the district supervisor' },
  desk: { zh: '分拨台', en: 'the desk' },
};

export const RECORD_WORDS: Record<RecordKind, Pair> = {
  visit: { zh: '走访', en: 'visit' },
  mediation: { zh: '调解', en: 'mediation' },
  call: { zh: '通话', en: 'call' },
  note: { zh: '备注', en: 'note' },
  reply: { zh: '答复群众', en: 'reply to the resident' },
};

export const CHANNEL_WORDS: Record<Channel, Pair> = {
  wechat: { zh: '微信公众号', en: 'WeChat' },
  miniprogram: { zh: '小程序', en: 'Mini program' },
  hotline: { zh: '12345热线', en: 'Hotline 12345' },
  qr: { zh: '码上办', en: 'QR code' },
  web: { zh: '网页', en: 'Web' },
  site: { zh: '站点接待', en: 'Service site' },
  grid: { zh: '网格巡查', en: 'Grid patrol' },
  volunteer: { zh: '平安员上报', en: 'Volunteer' },
  visit: { zh: '来访', en: 'Visit' },
  letter: { zh: '来信', en: 'Letter' },
  media: { zh: '媒体', en: 'Media' },
  partner: { zh: '平台对接', en: 'Partner' },
};

export const KIND_WORDS: Record<CaseKind, Pair> = {
  dispute: { zh: '纠纷', en: 'dispute' },
  complaint: { zh: '投诉', en: 'complaint' },
  help: { zh: '求助', en: 'request for help' },
  advice: { zh: '咨询', en: 'request for advice' },
  report: { zh: '举报', en: 'report' },
};

export const STATE_WORDS: Record<CaseState, Pair> = {
  discovered: { zh: '待受理', en: 'awaiting acceptance' },
  accepted: { zh: '处置中', en: 'in progress' },
  resolved: { zh: '已化解', en: 'resolved' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  closed: { zh: '已办结', en: 'closed' },
  rejected: { zh: '不予受理', en: 'rejected' },
  suspended: { zh: '挂起', en: 'suspended' },
  merged: { zh: '已并案', en: 'merged' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const SUSPEND_WORDS: Record<SuspendReason, Pair> = {
  'awaiting-parts': { zh: '等待配件或施工条件', en: 'awaiting parts or works' },
  'awaiting-ruling': { zh: '等待裁决或鉴定', en: 'awaiting a ruling or an appraisal' },
  'awaiting-resident': { zh: '等待群众补充材料', en: 'awaiting papers of the resident' },
  weather: { zh: '天气原因', en: 'weather' },
};

export const DOUBT_WORDS: Record<Doubt, Pair> = {
  'no-contact': { zh: '没有联系过群众', en: 'the resident was never contacted' },
  'no-arrival': { zh: '没有到场', en: 'nobody was on site' },
  'no-record': { zh: '没有办理记录', en: 'there is no record' },
  'too-quick': { zh: '签收后很快办结', en: 'resolved very soon after the signature' },
  'last-minute': { zh: '临近时限才办结', en: 'resolved just before the deadline' },
  'reported-again': { zh: '办结后同一地点再次反映', en: 'reported again at the same place' },
};

export const MEASURE_WORDS: Record<Measure, Pair> = {
  urge: { zh: '催办', en: 'Reminder' },
  yellow: { zh: '黄牌督办', en: 'Yellow card' },
  red: { zh: '红牌督办', en: 'Red card' },
  circular: { zh: '通报', en: 'Circular' },
};

export const WARNING_WORDS: Record<WarningKind, Pair> = {
  'grave-word': { zh: '重点词', en: 'Grave word' },
  surge: { zh: '诉求激增', en: 'Surge' },
  cluster: { zh: '圈内聚集', en: 'Cluster' },
  recurrence: { zh: '反复发生', en: 'Recurrence' },
  'overdue-streak': { zh: '连续逾期', en: 'Overdue streak' },
};

/** What each act is called where a person reads it: on a button, in a refusal, in the log. */
export const ACT_WORDS: Record<ActName, Pair> = {
  'case.report': { zh: '登记', en: 'report' },
  'case.settle': { zh: '现场化解', en: 'settle on the spot' },
  'case.accept': { zh: '受理', en: 'accept' },
  'case.reject': { zh: '不予受理', en: 'reject' },
  'case.reclassify': { zh: '改事项或紧急程度', en: 'reclassify' },
  'case.exclude': { zh: '单位回避', en: 'exclude a department' },
  'case.entrust': { zh: '交接', en: 'hand over' },
  'suggestion.decline': { zh: '不采纳建议', en: 'decline a suggestion' },
  'case.guide': { zh: '引导至社区', en: 'guide to the community' },
  'case.dispatch': { zh: '分拨', en: 'dispatch' },
  'case.suspend': { zh: '挂起', en: 'suspend' },
  'case.resume': { zh: '恢复办理', en: 'resume' },
  'case.merge': { zh: '并案', en: 'merge' },
  'case.unmerge': { zh: '解除并案', en: 'unmerge' },
  'case.withdraw': { zh: '撤回', en: 'withdraw' },
  'case.arbitrate': { zh: '裁决', en: 'arbitrate' },
  'case.record': { zh: '写办理记录', en: 'write a record' },
  'case.resolve': { zh: '办结', en: 'resolve' },
  'case.review': { zh: '复核', en: 'review' },
  'case.doubt': { zh: '提出办结疑点', en: 'doubt the resolution' },
  'case.confirm': { zh: '确认解决', en: 'confirm' },
  'case.redo': { zh: '重办', en: 'redo' },
  'followup.finish': { zh: '回访反馈', en: 'follow up' },
  'rating.contest': { zh: '评价申诉', en: 'contest the score' },
  'rating.decide': { zh: '决定申诉', en: 'decide on the appeal' },
  'assignment.sign': { zh: '签收', en: 'sign' },
  'assignment.contact': { zh: '首次联系', en: 'contact' },
  'assignment.arrive': { zh: '到场', en: 'arrive' },
  'assignment.finish': { zh: '协办完成', en: 'finish the part' },
  'assignment.return': { zh: '退回', en: 'return' },
  'assignment.reassign': { zh: '改派', en: 'reassign' },
  'assignment.restore': { zh: '撤销改派', en: 'undo the reassignment' },
  'assignment.split': { zh: '拆分协办', en: 'split' },
  'order.draft': { zh: '起草发令单', en: 'draft an order' },
  'order.approve': { zh: '批准发令', en: 'approve the order' },
  'order.decline': { zh: '不批准发令', en: 'decline the order' },
  'order.confirm': { zh: '追认发令', en: 'confirm the order' },
  'order.withdraw': { zh: '撤回发令', en: 'withdraw the order' },
  'extension.request': { zh: '申请延期', en: 'ask for an extension' },
  'extension.decide': { zh: '决定延期', en: 'decide on the extension' },
  'supervision.open': { zh: '督办', en: 'supervise' },
  'supervision.answer': { zh: '督办反馈', en: 'answer the supervision' },
  'supervision.lift': { zh: '解除督办', en: 'lift the supervision' },
  'warning.raise': { zh: '发出预警', en: 'raise a warning' },
  'warning.acknowledge': { zh: '知悉预警', en: 'acknowledge the warning' },
  'warning.lift': { zh: '解除预警', en: 'lift the warning' },
  'timer.fire': { zh: '计时', en: 'fire a timer' },
};

/** What a person asks for without acting, by its name in a refusal. */
export const QUERY_WORDS: Record<string, Pair> = {
  'case.search': { zh: '查找诉求', en: 'search for cases' },
  'case.claim': { zh: '认领', en: 'claim' },
  'whereabouts.tell': { zh: '上岗', en: 'go on duty' },
  'whereabouts.leave': { zh: '离岗', en: 'go off duty' },
  'volunteer.list': { zh: '查看附近在岗的平安员', en: 'see who is on duty nearby' },
  'colleague.list': { zh: '查看同辖区的分拨员', en: 'see the dispatchers of the area' },
  'note.list': { zh: '查看交班话', en: 'read notes' },
  'assignment.foresee': { zh: '预览改派', en: 'preview a reassignment' },
  'contact.reveal': { zh: '显示联系方式', en: 'show the contact' },
  'contact.find': { zh: '按来电号码查诉求', en: "find a caller's cases" },
  'erasure.list': { zh: '查看删除申请', en: 'read what is asked to be erased' },
  'erasure.ask': { zh: '申请删除个人信息', en: 'ask for an erasure' },
  'erasure.decide': { zh: '复核删除申请', en: 'confirm an erasure' },
  'retention.read': { zh: '查看保存期限', en: 'read the times of keeping' },
  'retention.set': { zh: '设定保存期限', en: 'set a time of keeping' },
  'certificate.order': { zh: '查看发令单送达证明', en: 'read the certificate of an order' },
  'certificate.walls': { zh: '查看大屏送达证明', en: 'read the certificates of walls' },
  'certificate.wall': { zh: '查看大屏送达证明', en: 'read the certificates of walls' },
};

/** How ids become names; the browser has it from the world it loaded, the server from its tables. */
export interface Names {
  area: (code: string, language: Language) => string;
  department: (id: string, language: Language) => string;
  matter: (code: string, language: Language) => string;
  channel: (channel: Channel, language: Language) => string;
  kind: (kind: CaseKind, language: Language) => string;
}

/** 1分31秒 below an hour, 2时05分 below a day, 3天04时 above. */
export const DURATION: Record<Language, (ms: number) => string> = {
  zh: (ms) => duration(ms, ['分', '秒', '时', '天']),
  en: (ms) => duration(ms, [' min ', ' s', ' h ', ' d ']),
};

function duration(ms: number, [minute, second, hour, day]: [string, string, string, string]): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [m, h, d] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  if (d > 0) return `${d}${day}${pad(h % 24)}${hour.trimEnd()}`;
  if (h > 0) return `${h}${hour}${pad(m % 60)}${minute.trimEnd()}`;
  return m > 0 ? `${m}${minute}${pad(seconds % 60)}${second}` : `${seconds}${second}`;
}

const pad = (n: number): string => String(n).padStart(2, '0');
