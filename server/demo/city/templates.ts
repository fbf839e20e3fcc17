import type { OrderTemplate } from '#domain/order/template.ts';

const lead = (kind: string) => ({ kind, part: 'lead' }) as const;
const support = (kind: string) => ({ kind, part: 'support' }) as const;

/** 发令单模板 of the demonstration: what the report's four stories ordered, and what else comes often. */
export const templates = (): OrderTemplate[] => [
  {
    ...{ id: 'stalls', name: '占道经营联合整治', nameEn: 'Stalls, acted on together', areaCode: '4403' },
    matterCodes: ['market.street-stalls', 'market.unlicensed'],
    recipients: [lead('market-regulation'), support('petition'), support('stability')],
    onSiteWithinMin: 60,
    requirement: '到场核查占道经营情况，劝导撤离，疏导群众情绪，当场反馈结果。',
  },
  {
    ...{ id: 'wages', name: '欠薪快速处置', nameEn: 'Unpaid wages, at once', areaCode: '4403' },
    matterCodes: ['labour.unpaid-wages'],
    recipients: [lead('labour'), support('housing'), support('judicial-office')],
    onSiteWithinMin: 30,
    requirement: '先联系工人，核实人数和金额，约谈施工单位和总包，安排专户支付。',
  },
  {
    ...{ id: 'waste', name: '垃圾清运', nameEn: 'Rubbish collection', areaCode: '4403' },
    matterCodes: ['municipal.garbage-overflow', 'municipal.sorting-point', 'municipal.construction-waste'],
    recipients: [lead('municipal'), support('enforcement')],
    onSiteWithinMin: 60,
    requirement: '当日清运，复位分类桶，张贴提示，拍照反馈。',
  },
  {
    ...{ id: 'mediation', name: '联合调解', nameEn: 'Mediation together', areaCode: '4403' },
    matterCodes: ['housing.redevelopment-compensation', 'housing.rent-dispute', 'property.fees'],
    recipients: [lead('judicial-office'), support('stability')],
    onSiteWithinMin: 120,
    requirement: '到社区调解室听取双方意见，形成调解记录，约定下次时间。',
  },
  {
    ...{ id: 'danger', name: '安全隐患排除', nameEn: 'Danger removed', areaCode: '4403' },
    matterCodes: ['municipal.slope', 'municipal.manhole', 'municipal.flooding'],
    recipients: [lead('emergency'), support('municipal'), support('police')],
    onSiteWithinMin: 20,
    requirement: '先设围挡警示，再排除隐患，确认安全后撤离。',
  },
  {
    ...{ id: 'general', name: '通用发令', nameEn: 'General order', areaCode: '4403', matterCodes: [] },
    recipients: [lead('stability')],
    onSiteWithinMin: 60,
    requirement: '到场了解情况，牵头处置，反馈结果。',
  },
];
