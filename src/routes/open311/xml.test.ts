import { describe, expect, test } from 'vitest';
import { xmlOf } from './xml.ts';

const inside = (root: string, value: unknown): string =>
  xmlOf(root, value).replace('<?xml version="1.0" encoding="utf-8"?>\n', '').trimEnd();

describe('XML by the Spark convention', () => {
  test('a list holds its entries by their name, also when it has one or none', () => {
    expect(inside('services', [{ service_code: 'a' }])).toBe(
      '<services><service><service_code>a</service_code></service></services>',
    );
    expect(inside('services', [])).toBe('<services/>');
    expect(inside('discovery', { formats: ['text/xml'] })).toBe(
      '<discovery><formats><format>text/xml</format></formats></discovery>',
    );
  });

  test('nothing is an empty element, and false and zero are not nothing', () => {
    expect(inside('request', { a: null, b: false, c: 0, d: '' })).toBe(
      '<request><a/><b>false</b><c>0</c><d/></request>',
    );
  });

  test('signs of XML are escaped, and what no document may hold is left out', () => {
    expect(inside('a', '<b>&"\r\n')).toBe('<a>&lt;b&gt;&amp;&quot;&#13;\n</a>');
    expect(inside('a', 'x\u0000\u0008\u001f\ud800\uffffy😀')).toBe('<a>x\ufffdy😀</a>');
  });
});
