/** Who reports in the tests of canaries. Whatever is read anywhere is searched for all of it. */
export const CANARY = {
  name: '欧阳金丝雀',
  phone: '13912345678',
  landline: '0755-83217654',
  identity: '440307199001011234',
  wechat: 'jinsique_8899',
};

/** As people write it into every field that takes text. */
export const CANARY_TEXT =
  `我叫${CANARY.name}，手机139 1234 5678（${CANARY.phone}），座机${CANARY.landline}，` +
  `身份证${CANARY.identity}，微信 ${CANARY.wechat}。楼下垃圾桶满了`;

/** Without the marks that stand between digits, so that a number is found however it is written. */
const packed = (text: string): string => text.replaceAll(/[\s.·—–-]/g, '');

const NEEDLES: [string, string][] = Object.entries(CANARY).map(([what, text]) => [what, packed(text)]);

/** Which of the canaries a text holds, also where they are escaped as in JSON or an address. */
export function canariesIn(text: string): string[] {
  const forms = [packed(text), packed(unescaped(text)), packed(decoded(text))];
  return NEEDLES.filter(([, needle]) => forms.some((form) => form.includes(needle))).map(([what]) => what);
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));

const decoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
