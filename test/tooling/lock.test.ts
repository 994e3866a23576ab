import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './project.ts';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Entry>>;
};

/** Where a package finds a dependency: beside itself or in a folder above, or nowhere. */
function find(place: string, name: string): string | undefined {
  for (let above = place; ; above = above.slice(0, Math.max(0, above.lastIndexOf('node_modules') - 1))) {
    const found = `${above === '' ? '' : `${above}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, found)) return found;
    if (above === '') return undefined;
  }
}

describe('package-lock.json', () => {
  it('names no address of a registry', () => {
    expect(Object.keys(packages).filter((place) => packages[place]!.resolved !== undefined)).toEqual([]);
  });

  // npm ci refuses a lock file without the optional packages of other platforms, and npm leaves them out of it where
  // it was made with a registry that does not offer them.
  it('holds every package that another one asks for, for every platform', () => {
    const lost = Object.entries(packages).flatMap(([place, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies })
        .filter((name) => find(place, name) === undefined)
        .map((name) => `${name}, for ${place}`),
    );
    expect(lost).toEqual([]);
  });
});
