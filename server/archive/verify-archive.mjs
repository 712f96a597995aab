// @ts-check
/**
 * Checks an archived coverage: that every file is the one that was archived, and that its log hangs together.
 *
 * Needs Node 18 or newer and nothing else. Each archive has a copy of this file: run `node verify.mjs` there, or
 * `node verify.mjs FOLDER` anywhere. Exit code 0: whole; 64: asked wrongly; 65: damaged.
 *
 * What it cannot know is whether somebody made a whole other archive. So compare the seal and the chain that it prints
 * with the ones that were published.
 */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/**
 * @typedef {{ sha256: string, bytes: number }} FrozenFile
 * @typedef {{ file: string, what: string }} Problem file: path in the archive
 * @typedef {{ entries: number, withdrawn: number, items: number, files: number, bytes: number }} Counts
 * @typedef {{ at: string, reason: string, seal: string }} Removal seal: the one that the archive had before
 * @typedef {object} Verdict
 * @property {string} folder
 * @property {readonly Problem[]} problems none when the archive is whole
 * @property {Record<string, any> | null} manifest null when it cannot be read
 * @property {string} seal of the files that the manifest lists
 * @property {string} chain hash of the last record, from the log
 * @property {number} head seq of the last record
 * @property {Counts} counts
 * @property {readonly Removal[]} removals what was taken out by order of law since, oldest first
 */

/** @type {(bytes: Uint8Array | string) => string} */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * One number for all files: the SHA-256 of what `sha256sum` prints for them, ordered by path.
 * @param {Readonly<Record<string, FrozenFile>>} files
 */
export const sealOf = (files) =>
  sha256(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, file]) => `${file.sha256}  ${path}\n`)
      .join(''),
  );

/** The `prev` of the first record. */
export const NO_RECORD = '0'.repeat(64);

/**
 * Hash of a record: binds it to all before it. `who` is the hash of who asked, `body` that of the words as they were
 * stored, with a salt: nobody can try out what was taken back.
 * @param {string} prev hash of the record before
 * @param {{ seq: number, at: string, who: string, body: string }} record
 */
export const linkHash = (prev, { seq, at, who, body }) => sha256(`${prev} 1 ${seq} ${at} ${who} ${body}`);

/**
 * @param {string} folder of one archive
 * @returns {Verdict}
 */
export function verifyArchive(folder) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {(file: string, what: string) => void} */
  const find = (file, what) => void problems.push({ file, what });

  const present = filesIn(folder, '', find);
  const manifest = readManifest(folder, present, find);
  /** @type {Record<string, FrozenFile>} */
  const files = manifest?.files ?? {};
  let bytes = 0;
  for (const [path, { sha256: expected, bytes: size }] of Object.entries(files)) {
    if (!present.delete(path)) {
      find(path, 'is missing');
      continue;
    }
    const read = readFileSync(join(folder, path));
    bytes += read.length;
    if (sha256(read) !== expected) find(path, 'is not the file that was archived');
    else if (read.length !== size) find(MANIFEST, `says ${size} bytes of ${path}, which has ${read.length}`);
  }
  present.delete(MANIFEST);
  for (const path of present) find(path, 'is not in the manifest');
  const seal = sealOf(files);
  if (manifest && manifest.seal !== seal) find(MANIFEST, 'the seal is not that of its files');

  const log = manifest ? readLog(folder, find) : blankLog();
  if (manifest) compare(manifest, log, folder, find);
  const entries = [...log.entries.values()];
  return {
    folder,
    problems,
    manifest,
    seal,
    chain: log.chain,
    head: log.head,
    counts: {
      entries: entries.length,
      withdrawn: entries.filter(({ withdrawn }) => withdrawn).length,
      items: log.items.size,
      files: Object.keys(files).length,
      bytes,
    },
    removals: Object.hasOwn(files, REMOVALS) ? readRemovals(folder, find) : [],
  };
}

/**
 * The verdict in lines for a person.
 * @param {Verdict} verdict
 */
export function verdictLines({ folder, problems, manifest, seal, chain, head, counts, removals }) {
  if (problems.length > 0)
    return [
      `DAMAGED: ${folder}`,
      ...problems.map(({ file, what }) => `  ${join(folder, file)}: ${what}`),
      'Put this archive back from a backup, whole. Nothing in it can be mended by hand.',
    ];
  return [
    `Whole: ${folder}`,
    `  ${manifest?.title}`,
    `  archived ${manifest?.archivedAt}; ${head} changes, ${counts.entries} entries (${counts.withdrawn} withdrawn), ` +
      `${counts.items} agenda items; ${counts.files} files, ${counts.bytes} bytes`,
    `  seal   ${seal}`,
    `  chain  ${chain}`,
    ...removals.map(
      (removal, index) =>
        `  removed by order (${index + 1} of ${removals.length}) on ${removal.at}: ${removal.reason}; the seal was ${removal.seal}`,
    ),
    removals.length === 0
      ? 'Compare both with those on the page: when they are the same, every word is the one that was archived.'
      : 'Compare both with those on the page: when they are the same, every word is the one that was archived, save what was removed by order.',
  ];
}

const MANIFEST = 'manifest.json';
const CHANGES = 'changes.ndjson';
const ABOUT = 'about.json';
const REMOVALS = 'removals.json';
const MANIFEST_KEYS = 'v slug coverageId epoch head title archivedAt chain files seal'.split(' ');

/** @type {(data: unknown) => string} */
const pretty = (data) => `${JSON.stringify(data, null, 2)}\n`;

/**
 * @param {string} folder
 * @param {string} path of a folder in it
 * @param {(file: string, what: string) => void} find
 * @returns {Set<string>} paths of all plain files, with `/`
 */
function filesIn(folder, path, find) {
  /** @type {Set<string>} */
  const files = new Set();
  for (const name of readdirSync(join(folder, path)).sort()) {
    const inner = path === '' ? name : `${path}/${name}`;
    const stats = lstatSync(join(folder, inner));
    if (stats.isDirectory()) for (const file of filesIn(folder, inner, find)) files.add(file);
    else if (stats.isFile()) files.add(inner);
    else find(inner, 'is not a plain file');
  }
  return files;
}

/**
 * @param {string} folder
 * @param {ReadonlySet<string>} present
 * @param {(file: string, what: string) => void} find
 * @returns {Record<string, any> | null}
 */
function readManifest(folder, present, find) {
  if (!present.has(MANIFEST)) {
    find(MANIFEST, 'is missing');
    return null;
  }
  const text = readFileSync(join(folder, MANIFEST), 'utf8');
  try {
    const manifest = JSON.parse(text);
    if (manifest.v !== 1) throw new Error(`format ${manifest.v} is not known here`);
    // Written one way only, so that no byte of it can differ and mean the same.
    if (text !== pretty(manifest) || Object.keys(manifest).join() !== MANIFEST_KEYS.join())
      throw new Error('is not as it was written');
    for (const { sha256: hash, bytes } of Object.values(manifest.files))
      if (typeof hash !== 'string' || typeof bytes !== 'number') throw new Error('is not as it was written');
    return manifest;
  } catch (fault) {
    find(MANIFEST, /** @type {Error} */ (fault).message);
    return null;
  }
}

/**
 * @param {string} folder
 * @param {(file: string, what: string) => void} find
 * @returns {Removal[]}
 */
function readRemovals(folder, find) {
  try {
    const { v, removals } = JSON.parse(readFileSync(join(folder, REMOVALS), 'utf8'));
    if (v !== 1 || !Array.isArray(removals)) throw new Error('is not as it was written');
    return removals;
  } catch (fault) {
    find(REMOVALS, `cannot be read: ${/** @type {Error} */ (fault).message}`);
    return [];
  }
}

/** @typedef {ReturnType<typeof blankLog>} Log */
const blankLog = () => ({
  head: 0,
  chain: NO_RECORD,
  /** @type {string} */
  status: 'draft',
  /** @type {unknown} */
  about: null,
  /** @type {Map<string, any>} */
  entries: new Map(),
  /** @type {Map<string, unknown>} */
  items: new Map(),
});

/**
 * Folds the log, and follows its chain.
 * @param {string} folder
 * @param {(file: string, what: string) => void} find
 * @returns {Log}
 */
function readLog(folder, find) {
  const log = blankLog();
  try {
    const lines = readFileSync(join(folder, CHANGES), 'utf8').split('\n');
    if (lines.pop() !== '') throw new Error('does not end with a whole line');
    for (const line of lines) {
      const record = JSON.parse(line);
      if (record.seq !== log.head + 1) throw new Error(`seq ${log.head + 1} is missing`);
      log.chain = linkHash(log.chain, record);
      log.head = record.seq;
      fold(log, record.change);
    }
  } catch (fault) {
    find(CHANGES, `cannot be read behind seq ${log.head}: ${/** @type {Error} */ (fault).message}`);
  }
  return log;
}

/**
 * @param {Log} log
 * @param {any} change
 */
function fold(log, change) {
  const { kind } = change;
  if (change.entry) log.entries.set(change.entry.id, change.entry);
  else if (change.item) log.items.set(change.item.id, change.item);
  else if (kind === 'agenda-item-removed') log.items.delete(change.itemId);
  else if (change.about) log.about = change.about;
  else if (kind.startsWith('coverage-')) log.status = kind.slice('coverage-'.length);
}

/**
 * What the manifest, the log and `about.json` say of one another.
 * @param {Record<string, any>} manifest
 * @param {Log} log
 * @param {string} folder
 * @param {(file: string, what: string) => void} find
 */
function compare(manifest, log, folder, find) {
  if (log.head !== manifest.head) find(CHANGES, `ends with seq ${log.head}, not ${manifest.head}`);
  if (log.chain !== manifest.chain) find(CHANGES, 'its chain does not end as the manifest says');
  if (log.status !== 'archived') find(CHANGES, `does not end archived but ${log.status}`);
  try {
    const about = JSON.parse(readFileSync(join(folder, ABOUT), 'utf8'));
    if (!isDeepStrictEqual(about.about, log.about)) find(ABOUT, 'is not what the log says');
    const { slug, title } = about.about;
    const { id: coverageId, epoch, head, archivedAt, chain } = about;
    for (const [key, value] of Object.entries({ slug, title, coverageId, epoch, head, archivedAt, chain }))
      if (manifest[key] !== value) find(MANIFEST, `its ${key} is not that of ${ABOUT}`);
  } catch (fault) {
    find(ABOUT, `cannot be read: ${/** @type {Error} */ (fault).message}`);
  }
}

/** @param {readonly string[]} words */
function run([folder, ...more]) {
  if (more.length > 0 || folder?.startsWith('-')) {
    stdout.write(
      'node verify.mjs [FOLDER]\nChecks an archived coverage; without FOLDER the one this file is in.\n',
    );
    return folder === '--help' ? 0 : 64;
  }
  const place = folder ?? fileURLToPath(new URL('.', import.meta.url));
  if (!existsSync(join(place, MANIFEST))) {
    stdout.write(`${place} is no archive: it has no ${MANIFEST}.\n`);
    return 64;
  }
  const verdict = verifyArchive(place);
  for (const line of verdictLines(verdict)) stdout.write(`${line}\n`);
  return verdict.problems.length > 0 ? 65 : 0;
}

if (argv[1] && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) exit(run(argv.slice(2)));
