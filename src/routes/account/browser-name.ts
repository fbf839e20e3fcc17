const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信 WeChat'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/HuaweiBrowser/, '华为浏览器 Huawei'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a person calls it: Chrome · Windows. A program that says nothing of a browser is shown as it names itself. */
export function browserName(agent: string | null): string {
  if (agent === null) return '—';
  const found = [BROWSERS, SYSTEMS].flatMap((names) => names.find(([mark]) => mark.test(agent))?.[1] ?? []);
  return found.length > 0 ? found.join(' · ') : agent.slice(0, 40);
}
