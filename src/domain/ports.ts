import type { Image } from './block.ts';
import type { LogRecord } from './change.ts';
import type { Receipt } from './command.ts';
import type { Conference, Series, Venue } from './conference.ts';
import type { Coverage, CoverageStatus } from './coverage.ts';
import type { OfficialDocument } from './document.ts';
import type { Intake } from './intake.ts';
import type { PublicCoverage } from './public-view.ts';
import type { Refusal } from './refusal.ts';
import type { Search } from './search.ts';
import type { ShareCard } from './share-card.ts';
import type { Speaker } from './speaker.ts';
import type { Actor, StaffMember } from './staff.ts';

/** What lists show of a coverage. */
export interface CoverageSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly status: CoverageStatus;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly startsAt?: string;
  readonly updatedAt?: string;
  /** Those that readers can read: neither held, nor waiting for a photo, nor withdrawn. */
  readonly entryCount: number;
  readonly simulated?: true;
}

/** A record by its hashes only: it proves the record and tells nobody's words or name. */
export interface ChainLink {
  readonly seq: number;
  readonly at: string;
  /** Hash of who asked for it, by which command. */
  readonly who: string;
  /** Hash of its words. */
  readonly body: string;
  /** Hash of the record, over these and the hash of the record before. */
  readonly hash: string;
}

/** How the disk fares. */
export interface StoreHealth {
  /**
   * `full`: no space; new posts are refused with `storage-full`, corrections and withdrawals still go. `failed`: nothing
   * is taken any more (rule 12).
   */
  readonly state: 'writable' | 'full' | 'failed';
  /** UTC instant at which the newest append became durable; null before the first since the start. */
  readonly lastDurableAt: string | null;
  /** Bytes of records that wait for the disk. */
  readonly queuedBytes: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Changes that just became durable, with the coverage as it is after them. */
export interface News {
  readonly coverage: Coverage;
  readonly records: readonly LogRecord[];
}

/** Everything reads and writes coverages through this. */
export interface Newsroom {
  /** All, drafts too; callers that serve readers filter with `isPublic`. */
  summaries(): CoverageSummary[];
  /** The state as of the newest durable change. Read it at once: it changes in place as changes come. */
  coverage(slug: string): Coverage | undefined;
  coverageById(id: string): Coverage | undefined;
  /**
   * The one door for change (rule 3). Never rejects for what a person did.
   * @param command anything that came from outside; validated here
   */
  submit(command: unknown, actor: Actor): Promise<Receipt | Refusal>;
  /** Records after `after`, in order, at most `limit`. */
  changes(coverageId: string, after: number, limit: number): Promise<LogRecord[]>;
  /** The same records by their hashes only. */
  links(coverageId: string, after: number, limit: number): Promise<ChainLink[]>;
  health(): StoreHealth;
  /** Tells of every durable change of every coverage, in order. @returns stops telling */
  follow(listener: (news: News) => void): () => void;
}

/** A sign-in that worked. `token` goes into the cookie and is stored nowhere else. */
export interface SignIn {
  readonly ok: true;
  readonly token: string;
  readonly staff: StaffMember;
}

export interface NewStaffMember {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly role: StaffMember['role'];
  readonly coverages: StaffMember['coverages'];
}

export interface Accounts {
  /** Nobody yet: the next visitor of the desk sets the first admin up. */
  isEmpty(): boolean;
  /** Makes the first admin; refused with `not-allowed` once anybody exists. */
  setUp(first: Pick<NewStaffMember, 'login' | 'name' | 'password'>): Promise<SignIn | Refusal>;
  /**
   * One refusal for an unknown login, a wrong password and a disabled account: `not-signed-in`. `too-many` tells the
   * seconds to wait as detail (`15 s`) where there were too many failures.
   * @param address the client's address, for throttling
   */
  signIn(login: string, password: string, address: string): Promise<SignIn | Refusal>;
  signOut(token: string): Promise<void>;
  /** Who holds this token, looked up afresh: a revoked or disabled one gives undefined at once. */
  staffOf(token: string): StaffMember | undefined;
  /** The same for what its holder did not ask for: it does not count as use, so that an unattended desk idles out. */
  lookUp(token: string): StaffMember | undefined;
  list(): StaffMember[];
  /**
   * Refused with `invalid` and the field; with the login as detail where somebody has it already.
   * @param by must be an admin
   */
  add(member: NewStaffMember, by: Actor): Promise<StaffMember | Refusal>;
  /**
   * Shuts somebody out at once, wherever they are signed in; their entries keep their name.
   * @param by must be an admin; the last admin cannot be disabled (`not-allowed`)
   */
  disable(staffId: string, by: Actor): Promise<StaffMember | Refusal>;
  /** Tells that a token no longer holds, so that its sockets can be cut. @returns stops telling */
  onRevoked(listener: (token: string) => void): () => void;
}

/** The shelf of official papers in `CONTENT_DIR/documents`. */
export interface Documents {
  list(): OfficialDocument[];
  find(slug: string): OfficialDocument | undefined;
  /** Puts a new paper on the shelf, with its source text beside it; `slug-taken` when the address is in use. */
  keep(document: OfficialDocument, source: string): Promise<{ readonly ok: true } | Refusal>;
}

/** Small mutable records: who and where. Entries copy what they print. */
export interface Directory {
  speakers(): Speaker[];
  venues(): Venue[];
  series(): Series[];
  conferences(): Conference[];
  /** Adds or replaces the record with this id. */
  keepSpeaker(speaker: Speaker): Promise<void>;
  /**
   * Keeps what `decide` makes of the speakers as they are when it is its turn: two who add one person at once make one
   * record.
   * @returns it
   */
  addSpeaker(decide: (known: readonly Speaker[]) => Speaker): Promise<Speaker>;
  keepVenue(venue: Venue): Promise<void>;
  keepSeries(series: Series): Promise<void>;
  keepConference(conference: Conference): Promise<void>;
}

export interface Media {
  /**
   * Checks, re-encodes and stores a photo. Durable before it resolves; `storage-failed` when the fault is this
   * machine's and not the photo's.
   * @param bytes at most `LIMITS.photoBytes`; JPEG, PNG, WebP or AVIF by their magic bytes
   */
  keep(bytes: Uint8Array): Promise<Image | Refusal>;
}

/** Draws the pictures that shared links show. */
export interface Cards {
  /** Part of the picture's address: another for every card that looks different. Costs little. */
  nameOf(card: ShareCard): string;
  /** @returns a JPEG of `CARD_WIDTH` by `CARD_HEIGHT`; null where too many others wait, or drawing failed */
  draw(card: ShareCard): Promise<Uint8Array | null>;
}

/** What was frozen of a coverage, with the proof of it. */
export interface Archive {
  readonly coverage: PublicCoverage;
  readonly manifest: ArchiveManifest;
  /** UTC instants at which words were taken out of it by order of law, oldest first. */
  readonly removedAt: readonly string[];
}

export interface ArchiveManifest {
  readonly v: 1;
  readonly slug: string;
  readonly coverageId: string;
  readonly epoch: string;
  readonly head: number;
  readonly title: string;
  readonly archivedAt: string;
  /** Hash of the last record: binds every change, its place and its time. Printed on the page. */
  readonly chain: string;
  /** Path in the folder → its SHA-256 (hexadecimal) and size in bytes. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  /** SHA-256 over the manifest's `files`, sorted. Printed on the page. */
  readonly seal: string;
}

/** The shelf of archives in `CONTENT_DIR/archive`. */
export interface Archives {
  list(): CoverageSummary[];
  find(slug: string): Archive | undefined;
}

/** Everything that lives, as `Astro.locals` carries it. */
export interface Locals {
  readonly newsroom: Newsroom;
  readonly accounts: Accounts;
  readonly documents: Documents;
  readonly directory: Directory;
  readonly media: Media;
  readonly cards: Cards;
  readonly archives: Archives;
  readonly intake: Intake;
  readonly search: Search;
  /** Who is signed in, or null for a reader. */
  readonly staff: StaffMember | null;
  /** The token of that sign-in, or null. */
  readonly token: string | null;
  /** The client's address, for throttling. */
  readonly address: string;
  /** How the sign-in cookie is to be set: `__Host-` and Secure wherever the site is served over TLS. */
  readonly signInCookie: { readonly name: string; readonly secure: boolean };
  /** Whether this is what the server printed at its start, for whoever makes the first account. */
  readonly isSetUpCode: (code: string) => boolean;
  readonly language: 'vi' | 'en';
  /** `PUBLIC_URL` without a trailing slash. */
  readonly publicUrl: string;
  /** The demonstration: pages say that everything is made up, the sign-in page names its accounts. */
  readonly demonstration: boolean;
}
