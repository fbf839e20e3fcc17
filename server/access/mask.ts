/** 张** : the surname stays, so that a caller can be addressed. */
export const maskName = (name: string): string => [...name.trim()].slice(0, 1).join('') + '**';

/** 138****5678; anything shorter than seven digits is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
