import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasProgram, requireAll } from '../support/programs.ts';
import { root } from '../tooling/project.ts';
import { BASE, builtPane } from './browser.ts';

/** Where Microsoft's schemas are looked for: beside the project, as they are not part of it. */
const SCHEMA = path.join(root, '../shared/manifest-schemas/OfficeAppManifestV1_1.xsd');

describe('the built pane', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  const text = (name: string): string => readFileSync(at(name), 'utf8');
  beforeAll(() => {
    folder = builtPane();
  });

  it.each(['index.html', 'excel.html'])(
    '%s loads under 300 kB, compressed, before anything is asked',
    (page) => {
      const scripts = [...text(page).matchAll(/src="([^":]+\.js)"/g)].map(([, name]) => name!);
      expect(scripts.length).toBeGreaterThan(0);
      const bytes = [page, ...scripts].reduce(
        (sum, name) => sum + gzipSync(readFileSync(at(name))).length,
        0,
      );
      expect(bytes).toBeLessThan(300_000);
    },
  );

  it.each(['index.html', 'excel.html'])(
    '%s has a strict security policy and no script of its own',
    (page) => {
      const html = text(page);
      const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
      const rules = new Map(
        policy.split('; ').map((rule) => [rule.split(' ')[0]!, rule.split(' ').slice(1)]),
      );
      expect(rules.get('default-src')).toEqual(["'none'"]);
      expect(rules.get('connect-src')).toEqual(["'self'"]);
      expect(rules.get('style-src')).toEqual(["'self'", "'unsafe-inline'"]);
      const office = page === 'excel.html' ? ['https://appsforoffice.microsoft.com'] : [];
      expect(rules.get('script-src')).toEqual(["'self'", ...office]);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    },
  );

  it('makes no script from text', () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    for (const name of scripts) expect(text(name), name).not.toMatch(/[^.\w]eval\(|new Function\(/);
  });

  describe('its manifest', () => {
    let xml = '';
    beforeAll(() => {
      xml = text('manifest.xml');
    });
    const all = (pattern: RegExp): string[] => [...xml.matchAll(pattern)].map(([, found]) => found!);

    it('leads only to https addresses of the pane, with the files there', () => {
      const urls = all(/(?:DefaultValue|Value)="(\w+:\/\/[^"]+)"/g);
      expect(urls.length).toBeGreaterThan(8);
      for (const url of urls) {
        expect(url.startsWith(BASE), url).toBe(true);
        expect(existsSync(at(new URL(url).pathname.replace(new URL(BASE).pathname, ''))), url).toBe(true);
      }
    });

    it('defines what it refers to, with ids of at most 32 characters', () => {
      const used = new Set(all(/resid="([^"]+)"/g));
      const defined = all(/<bt:(?:Image|Url|String) id="([^"]+)"/g);
      expect(new Set(defined).size).toBe(defined.length);
      for (const each of used) expect(defined).toContain(each);
      for (const each of defined) {
        expect(used, each).toContain(each);
        expect(each.length).toBeLessThanOrEqual(32);
      }
    });

    it('has texts that fit, in Dutch and English', () => {
      for (const [, inner = ''] of xml.matchAll(/<bt:ShortStrings>(.*?)<\/bt:ShortStrings>/gs)) {
        for (const [, each = ''] of inner.matchAll(/Value="([^"]*)"/g))
          expect(each.length).toBeLessThanOrEqual(125);
      }
      for (const [, inner = ''] of xml.matchAll(/<bt:LongStrings>(.*?)<\/bt:LongStrings>/gs)) {
        for (const [, each = ''] of inner.matchAll(/Value="([^"]*)"/g))
          expect(each.length).toBeLessThanOrEqual(250);
      }
      const strings = all(/<bt:String id="([^"]+)"/g).length;
      expect(all(/<bt:Override Locale="(en-US)"/g)).toHaveLength(strings);
      expect(xml).toContain('<DefaultLocale>nl-NL</DefaultLocale>');
    });

    it('has icons of the size they say', () => {
      for (const [, size = '', resid = ''] of xml.matchAll(/<bt:Image size="(\d+)" resid="([^"]+)"/g)) {
        const [, url = ''] = new RegExp(`id="${resid}" DefaultValue="([^"]+)"`).exec(xml) ?? [];
        const png = readFileSync(at(new URL(url).pathname.replace(new URL(BASE).pathname, '')));
        expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(size), Number(size)]);
      }
      expect(new Set(all(/<bt:Image size="(\d+)"/g))).toEqual(new Set(['16', '32', '80']));
    });

    it('has an id of its own and asks no newer Excel than it needs', () => {
      expect(all(/<Id>([^<]+)<\/Id>/g)[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(new Set(all(/DefaultMinVersion="([^"]+)"/g))).toEqual(new Set(['1.12']));
    });

    const missing = [
      ...(existsSync(SCHEMA) ? [] : ['manifest schemas']),
      ...(hasProgram('xmllint') ? [] : ['xmllint']),
    ];
    requireAll(missing, 'program or folder')('by the schemas of Office', () => {
      it('is valid', () => {
        const options = ['--noout', '--nonet', '--schema', SCHEMA, at('manifest.xml')];
        const { status, stderr } = spawnSync('xmllint', options, { encoding: 'utf8' });
        expect(stderr).toContain('validates');
        expect(status).toBe(0);
      });
    });
  });
});
