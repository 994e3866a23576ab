import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OoxmlError } from '../../src/ooxml/index.ts';
import { escapeAttribute, escapeXml, forbiddenCodePoint } from '../../src/ooxml/text.ts';
import { readText, skipElement, XmlReader } from '../../src/ooxml/xml.ts';

function events(text: string): string[] {
  const xml = new XmlReader(text, 'p');
  const out: string[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    out.push(event === 'text' ? `text ${xml.value}` : `${event} {${xml.uri}}${xml.local} ${xml.depth}`);
  }
  return out;
}

function problem(text: string): unknown {
  try {
    events(text);
  } catch (error) {
    if (error instanceof OoxmlError) return error.problem;
    throw error;
  }
  return undefined;
}

describe('the XML reader', () => {
  it('tells elements, namespaces and text in order', () => {
    expect(
      events('<?xml version="1.0"?><a xmlns="u"><x:b xmlns:x="v" q="1"/>t<!-- c --><b xmlns="">z</b></a>\n'),
    ).toEqual([
      'open {u}a 1',
      'open {v}b 2',
      'close {v}b 1',
      'text t',
      'open {}b 2',
      'text z',
      'close {}b 1',
      'close {u}a 0',
    ]);
  });

  it('resolves the five entities and numeric ones, and keeps CDATA', () => {
    expect(events('<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;<![CDATA[<&amp;]]></a>')).toEqual([
      'open {}a 1',
      'text <>&"\'A😀',
      'text <&amp;',
      'close {}a 0',
    ]);
  });

  it('normalises line ends and the space in attributes', () => {
    const xml = new XmlReader('<a b="x\r\ny\tz&#10;w">1\r\n2\r3</a>', 'p');
    xml.next();
    expect(xml.attribute('b')).toBe('x y z\nw');
    xml.next();
    expect(xml.value).toBe('1\n2\n3');
  });

  it('finds attributes by namespace, not by prefix', () => {
    const xml = new XmlReader('<a xmlns:q="urn:r" q:id="1" id="2"/>', 'p');
    xml.next();
    expect([xml.attribute('id'), xml.attribute('id', 'urn:r'), xml.attribute('id', 'urn:x')]).toEqual([
      '2',
      '1',
      undefined,
    ]);
  });

  it('gives the place of each event, for changing a part in place', () => {
    const text = '<a><b c="1">x</b><d/></a>';
    const xml = new XmlReader(text, 'p');
    const out: string[] = [];
    for (let event = xml.next(); event !== 'end'; event = xml.next())
      out.push(text.slice(xml.start, xml.end));
    expect(out).toEqual(['<a>', '<b c="1">', 'x', '</b>', '<d/>', '<d/>', '</a>']);
  });

  it('passes over an element and reads the text of one', () => {
    const xml = new XmlReader('<a><b><c>1</c></b><d>2<e>3</e>4</d></a>', 'p');
    xml.next();
    xml.next();
    skipElement(xml);
    xml.next();
    expect(xml.local).toBe('d');
    expect(readText(xml)).toBe('24');
    expect(xml.next()).toBe('close');
  });

  it.each([
    ['<a>', 'end of text inside an element'],
    ['<a></b>', 'closing tag'],
    ['</a>', 'closing tag'],
    ['<a/><b/>', 'second root'],
    ['<a/>x', 'text outside the root'],
    ['', 'no element'],
    ['<a b=1/>', 'attribute'],
    ['<a b="1"c="2"/>', 'tag'],
    ['<a b="1" b="2"/>', 'duplicate attribute'],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'duplicate attribute'],
    ['<a xmlns="u" xmlns="v"/>', 'duplicate attribute'],
    ['<a b="<"/>', 'attribute'],
    ['<p:a/>', 'undeclared prefix'],
    ['<a p:b="1"/>', 'undeclared prefix'],
    ['<a>&nbsp;</a>', 'entity'],
    ['<a>&#0;</a>', 'entity'],
    ['<a>&#xD800;</a>', 'entity'],
    ['<a>& b</a>', 'entity'],
    ['<a>]]></a>', ']]> in text'],
    ['<a>\u0001</a>', 'forbidden character'],
    ['<a><!-- -- --></a>', 'comment'],
    ['<1/>', 'name'],
    ['<a:b:c/>', 'name'],
    [' <?xml version="1.0"?><a/>', 'XML declaration not at the start'],
    ['<a', 'tag'],
    ['<a><![CDATA[</a>', 'CDATA'],
    ['<a><!ELEMENT b></a>', 'markup declaration'],
    ['<a xmlns:xml="u"/>', 'namespace'],
  ])('refuses %j: %s', (text, reason) => {
    expect(problem(text)).toMatchObject({ code: 'xml-malformed', part: 'p', reason });
  });

  it('refuses every DOCTYPE', () => {
    expect(problem('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toEqual({
      code: 'xml-doctype',
      part: 'p',
      offset: 0,
    });
    expect(problem('<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toMatchObject({
      code: 'xml-doctype',
    });
  });

  it('survives depth, width and length', () => {
    expect(problem('<a>'.repeat(100_000) + '</a>'.repeat(100_000))).toMatchObject({ reason: 'too deep' });
    expect(events('<a>'.repeat(9_000) + '</a>'.repeat(9_000))).toHaveLength(18_000);
    const attributes = Array.from({ length: 20_000 }, (_, at) => ` a${at}=""`).join('');
    expect(problem(`<a${attributes}/>`)).toMatchObject({ reason: 'too many attributes' });
    const namespaces = Array.from({ length: 2_000 }, (_, at) => ` xmlns:a${at}="u"`).join('');
    expect(problem(`<a${namespaces}/>`)).toMatchObject({ reason: 'too many namespaces' });
    expect(problem(`${'<!-- x --> '.repeat(100_000)}<a/>`)).toBeUndefined();
    expect(problem(`<a>${'<b/>'.repeat(200_000)}</a>`)).toBeUndefined();
  });

  it('pollutes nothing by a name', () => {
    const xml = new XmlReader('<__proto__ constructor="1" xmlns:__proto__="u" __proto__:toString="2"/>', 'p');
    xml.next();
    expect([
      xml.local,
      xml.attribute('constructor'),
      xml.attribute('toString', 'u'),
      xml.attribute('hasOwnProperty'),
    ]).toEqual(['__proto__', '1', '2', undefined]);
    expect(
      Object.hasOwn(Object.prototype, 'toString') && ({} as Record<string, unknown>)['1'],
    ).toBeUndefined();
  });

  it('reads back any text that may be written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        fc.pre(forbiddenCodePoint(text) === undefined);
        const place = { where: 'test' };
        const xml = new XmlReader(
          `<a b="${escapeAttribute(text, place)}">${escapeXml(text, place)}</a>`,
          'p',
        );
        xml.next();
        expect(xml.attribute('b')).toBe(text);
        expect(readText(xml)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends on any text, with a result or a typed error', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ' ',
      '="',
      '"',
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      'xmlns:a="u"',
      '<a>',
      '</a>',
      '<a:b/>',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        problem(pieces.join(''));
      }),
      { numRuns: 5_000 },
    );
  });
});
