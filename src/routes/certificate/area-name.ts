import { ancestorAt, type Area } from '#domain/area/area.ts';
import type { Language } from '#domain/language.ts';

/** 坑梓街道秀新社区: a community with its street, because names of communities occur twice. */
export function areaName(code: string, areas: readonly Area[], language: Language): string {
  const name = (of: string): string => {
    const area = areas.find((one) => one.code === of);
    return (language === 'zh' ? area?.name : area?.nameEn) ?? of;
  };
  const street = ancestorAt(code, 'street');
  return street === undefined || street === code
    ? name(code)
    : [name(street), name(code)].join(language === 'zh' ? '' : ', ');
}
