/** The name of each entry of a list, by the list's own name (GeoReport v2's examples). */
const ENTRIES: Record<string, string> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

/**
 * A value as XML below an element of this name, by the Spark convention backwards, which the specification prescribes
 * (wiki.open311.org/JSON_and_XML_Conversion): lists hold their entries, and what is null is an empty element.
 */
export const xmlOf = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;

function element(name: string, value: unknown): string {
  const content = contentOf(name, value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function contentOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry) => element(ENTRIES[name] ?? 'entry', entry)).join('');
  if (typeof value !== 'object') return escape(String(value));
  return Object.entries(value)
    .map(([key, part]) => element(key, part))
    .join('');
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Also drops what no XML 1.0 document may hold, not even escaped: control characters and halves of pairs. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex -- these are the very characters that are looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"\r]/g, (sign) => ESCAPES[sign] ?? sign);
