import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const SOURCES = globSync('{src,server}/**/*.{ts,astro,svelte}', { cwd: ROOT }).toSorted();
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)(['"])([^'"\n]+)\1/gmu;
const ALIASES: readonly (readonly [string, string])[] = [
  ['#domain/', 'src/domain/'],
  ['#import/', 'src/import/'],
  ['#render/', 'src/render/'],
  ['#live/', 'src/live/'],
  ['#i18n/', 'src/i18n/'],
  ['#server/', 'server/'],
];

/** What a folder may import besides itself. A package stands as its name; a folder ends with a slash. */
interface Floor {
  readonly folder: string;
  readonly may: readonly string[];
  /** What to do instead. */
  readonly instead: string;
}

const BELOW_SERVER = ['src/domain/', 'src/import/', 'src/render/', 'src/live/protocol.ts', 'src/i18n/'];
const SITE = [
  'src/',
  'astro',
  'astro:',
  'svelte',
  '@lucide/svelte',
  '@fontsource',
  'uuid',
  'zod',
  '@sindresorhus/slugify',
  '@tiptap/',
  'idb',
  'tus-js-client',
];

const FLOORS: readonly Floor[] = [
  {
    folder: 'src/domain/',
    may: [],
    instead: 'The domain imports nothing: hand the thing in as an argument.',
  },
  {
    folder: 'src/import/',
    may: ['src/domain/', '@sindresorhus/slugify', 'uuid'],
    instead: 'The importer is pure: it reads text and gives a draft; doors do the rest.',
  },
  {
    folder: 'src/render/',
    may: ['src/domain/', 'dayjs', 'feed'],
    instead: 'Rendering gets words and printed hours as arguments; only time.ts knows dayjs.',
  },
  {
    folder: 'src/live/',
    may: ['src/domain/', 'src/render/', 'src/i18n/', 'socket.io-client', 'engine.io-client'],
    instead: 'The wire knows the domain and the templates, never the server or Astro.',
  },
  {
    folder: 'src/i18n/',
    may: ['src/domain/'],
    instead: 'Words know nothing but the kinds of things they name.',
  },
  {
    folder: 'src/',
    may: SITE,
    instead: 'The site gets what lives through Astro.locals (domain/ports.ts), never from server/.',
  },
  {
    folder: 'server/newsroom/',
    may: [...BELOW_SERVER, 'server/storage/log-store.ts', 'server/storage/log-state.ts', 'node:', 'zod'],
    instead: 'The newsroom knows the store by its contract only.',
  },
  {
    folder: 'server/search/',
    may: [...BELOW_SERVER, 'node:', 'minisearch'],
    instead: 'The search looks at what lives through domain/ports.ts.',
  },
  {
    folder: 'server/durable/',
    may: ['node:', 'lowdb', 'zod'],
    instead: 'What makes bytes durable knows nothing of what they mean.',
  },
  ...['storage', 'accounts', 'directory', 'documents', 'media', 'archive', 'intake', 'live', 'http'].map(
    (name): Floor => ({
      folder: `server/${name}/`,
      may: [
        ...BELOW_SERVER,
        'server/durable/',
        'node:',
        'zod',
        'lowdb',
        'socket.io',
        'sharp',
        'sirv',
        'compression',
        '@tus/',
      ],
      instead:
        'A folder of the server knows itself and the floors below; assemble.ts puts the parts together.',
    }),
  ),
  {
    folder: 'server/cards/',
    may: ['src/domain/', 'node:', 'zod', 'sharp', 'satori'],
    instead: 'What stands on a card is handed in; the cards know how it is drawn.',
  },
  {
    folder: 'server/operations/',
    may: ['src/domain/', 'node:', '@prometheus-io/client'],
    instead: 'What an operator sees is handed in, as figures and as domain/ports.ts.',
  },
  {
    // Looks after data folders that no server runs on: it must read and rewrite what storage and archive write.
    folder: 'server/upkeep/',
    may: [
      ...BELOW_SERVER,
      'server/storage/',
      'server/durable/',
      'server/archive/',
      'server/accounts/accounts-shape.ts',
      'server/directory/directory-shape.ts',
      'node:',
      'zod',
    ],
    instead: 'Upkeep works on folders: it knows the journal, the archive and what makes bytes durable.',
  },
  {
    folder: 'server/cli/',
    may: [...BELOW_SERVER, 'src/live/', 'server/', 'node:', 'zod', 'sharp', 'uuid', 'socket.io-client'],
    instead: 'A command talks to a running server through its doors, or assembles one.',
  },
  { folder: 'server/', may: ['src/', 'server/', 'node:', 'zod', 'astro', 'vite', 'uuid'], instead: '' },
];

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => resolveImport(file, match[2] ?? ''));
}

function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  const alias = ALIASES.find(([name]) => specifier.startsWith(name));
  return alias ? specifier.replace(alias[0], alias[1]) : specifier;
}

const allows = (allowed: string, imported: string): boolean =>
  allowed.endsWith('/') || allowed.endsWith(':')
    ? imported.startsWith(allowed)
    : imported === allowed || imported.startsWith(`${allowed}/`) || imported.startsWith(`${allowed}-`);

describe('the floors of the house', () => {
  it('reads the sources it speaks of', () => {
    expect(SOURCES.length).toBeGreaterThan(50);
    expect(importsOf('server/newsroom/writer.ts')).toContain('server/storage/log-store.ts');
  });

  it.each(SOURCES)('%s imports only from floors below', (file) => {
    const floor = FLOORS.find(({ folder }) => file.startsWith(folder));
    if (!floor) throw new Error(`${file} stands on no floor: give its folder a line in this test.`);
    const wrong = importsOf(file).filter(
      (imported) =>
        !imported.startsWith(floor.folder) && !floor.may.some((allowed) => allows(allowed, imported)),
    );
    expect(wrong, floor.instead).toEqual([]);
  });

  it.each(SOURCES.filter((file) => file.startsWith('src/')))('%s never imports the server', (file) => {
    expect(
      importsOf(file).filter((imported) => imported.startsWith('server/')),
      'Take it from Astro.locals.',
    ).toEqual([]);
  });

  it('lets only render/time.ts use dayjs', () => {
    expect(SOURCES.filter((file) => importsOf(file).some((name) => name.startsWith('dayjs')))).toEqual([
      'src/render/time.ts',
    ]);
  });

  it('lets only one place assemble', () => {
    const parts =
      /^server\/(storage|newsroom|accounts|directory|documents|media|cards|archive|intake|live|http|operations)\//u;
    const assemblers = SOURCES.filter((file) => {
      const folders = new Set(importsOf(file).flatMap((name) => parts.exec(name)?.[1] ?? []));
      return folders.size > 3;
    });
    expect(assemblers).toEqual(['server/assemble.ts']);
  });

  it('reads the environment in one place', () => {
    const readers = SOURCES.filter((file) => /process\.env/u.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers, 'Settings come from server/config.ts.').toEqual(['server/environment.ts']);
  });

  it('lets HTML in at one component and one module of the browser', () => {
    const raw = SOURCES.filter((file) =>
      /set:html|\{@html|innerHTML\s*=|insertAdjacentHTML/u.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(raw.length, raw.join(' ')).toBeLessThanOrEqual(2);
  });

  it('gives no file a name that says nothing', () => {
    const vague = SOURCES.filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|shared)(\.|\/)/u.test(file),
    );
    expect(vague).toEqual([]);
  });

  it('says the order of the layers in every sheet that uses them', () => {
    // A bundle may put any sheet first, and the first mention of a layer gives its place.
    const sheets = globSync('src/styles/*.css', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const layered = sheets.filter((sheet) => /@layer \w+ \{/u.test(sheet));
    expect(layered.length).toBeGreaterThan(5);
    expect(
      layered.filter((sheet) => !sheet.includes('@layer reset, tokens, base, components, print;')),
    ).toEqual([]);
  });

  it('keeps every file short', () => {
    const long = SOURCES.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 300);
    expect(long, 'A long file is two things.').toEqual([]);
  });
});
