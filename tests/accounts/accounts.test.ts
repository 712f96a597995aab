import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewStaffMember } from '#domain/ports.ts';
import type { OpenJson } from '#server/durable/json-file.ts';
import { openDurableJson } from '#server/durable/json-file.ts';
import type { Office } from './an-office.ts';
import { ADMIN, added, anOffice, PLAIN_PASSWORDS, setUpAdmin, signedIn } from './an-office.ts';

const HOME = '203.0.113.7';
const HOUR = 3_600;
const REPORTER: NewStaffMember = {
  login: 'ines.t',
  name: 'Ines',
  password: 'mười chữ cái',
  role: 'reporter',
  coverages: 'all',
};

let office: Office;
beforeEach(async () => {
  office = await anOffice();
});
afterEach(() => office.close());

describe('the first admin', () => {
  test('is made once, and is signed in at once', async () => {
    const { accounts } = office;
    expect(accounts.isEmpty()).toBe(true);
    const { token, staff } = await setUpAdmin(accounts);
    expect(staff).toMatchObject({ login: 'ada', role: 'admin', coverages: 'all' });
    expect(accounts.staffOf(token)).toEqual(staff);
    expect(accounts.isEmpty()).toBe(false);
    expect(await accounts.setUp({ ...ADMIN, login: 'eve' })).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
  });

  test('is one, when two set the house up at the same moment', async () => {
    const { accounts } = office;
    const answers = await Promise.all([accounts.setUp(ADMIN), accounts.setUp({ ...ADMIN, login: 'eve' })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(accounts.list()).toHaveLength(1);
  });

  test('is there after a restart, and so is the sign-in', async () => {
    const { token, staff } = await setUpAdmin(office.accounts);
    const again = await office.reopen();
    expect(again.isEmpty()).toBe(false);
    expect(again.staffOf(token)).toEqual(staff);
  });
});

describe('what is stored', () => {
  test('holds neither a password nor a token', async () => {
    const real = await anOffice({
      passwords: { ...PLAIN_PASSWORDS, hash: async () => '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$a2V5' },
    });
    const { token } = await setUpAdmin(real.accounts);
    const stored = await readFile(real.file, 'utf8');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(ADMIN.password);
    await real.close();
  });

  test('is not shown to anybody: no answer holds a password hash', async () => {
    const { staff } = await setUpAdmin(office.accounts);
    const member = added(await office.accounts.add(REPORTER, staff));
    expect(JSON.stringify([staff, member, office.accounts.list()])).not.toContain('plain:');
  });

  test('is kept whole or not at all: a disk that refuses leaves no half account', async () => {
    let full = true;
    const openJson: OpenJson = async (file, initial, shape) => {
      const json = await openDurableJson(file, initial, shape);
      return {
        get data() {
          return json.data;
        },
        update: (change) => (full ? Promise.reject(new Error('ENOSPC')) : json.update(change)),
      };
    };
    const crowded = await anOffice({ openJson });
    expect(await crowded.accounts.setUp(ADMIN)).toMatchObject({ code: 'storage-failed' });
    expect(crowded.accounts.isEmpty()).toBe(true);
    expect(crowded.reported.map(String)).toEqual(['Error: ENOSPC']);
    full = false;
    const { token, staff } = await setUpAdmin(crowded.accounts);
    const member = added(await crowded.accounts.add(REPORTER, staff));
    const hers = signedIn(await crowded.accounts.signIn(REPORTER.login, REPORTER.password, HOME));

    full = true;
    expect(await crowded.accounts.disable(member.id, staff)).toMatchObject({ code: 'storage-failed' });
    expect(crowded.accounts.staffOf(hers.token)).toBeUndefined();
    await expect(crowded.accounts.signOut(token)).rejects.toThrow('could not be stored');
    expect(crowded.accounts.staffOf(token)).toBeUndefined();
    await crowded.close();
  });
});

describe('signing in', () => {
  test('takes the login in any case and with spaces around it', async () => {
    await setUpAdmin(office.accounts);
    expect(await office.accounts.signIn('  ADA ', ADMIN.password, HOME)).toMatchObject({ ok: true });
  });

  test('gives the same refusal for an unknown login, a wrong password and somebody disabled', async () => {
    const { staff } = await setUpAdmin(office.accounts);
    const member = added(await office.accounts.add(REPORTER, staff));
    await office.accounts.disable(member.id, staff);
    const refusals = [
      await office.accounts.signIn('nobody', ADMIN.password, HOME),
      await office.accounts.signIn('ada', 'another secret', HOME),
      await office.accounts.signIn(REPORTER.login, REPORTER.password, HOME),
    ];
    expect(refusals).toEqual(Array(3).fill({ ok: false, code: 'not-signed-in' }));
  });

  test('looks a password up for an unknown login too, so that it takes as long', async () => {
    const asked: (string | undefined)[] = [];
    const watched = await anOffice({
      passwords: {
        ...PLAIN_PASSWORDS,
        matches: async (_, stored) => {
          asked.push(stored);
          return false;
        },
      },
    });
    await setUpAdmin(watched.accounts);
    await watched.accounts.signIn('nobody', 'a long password', HOME);
    expect(asked).toEqual([undefined]);
    await watched.close();
  });

  test('is refused to somebody who was disabled while the password was looked at', async () => {
    let answer: (matches: boolean) => void = () => undefined;
    const slow = await anOffice({
      passwords: {
        ...PLAIN_PASSWORDS,
        matches: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      },
    });
    const { staff } = await setUpAdmin(slow.accounts);
    const member = added(await slow.accounts.add(REPORTER, staff));
    const asked = slow.accounts.signIn(REPORTER.login, REPORTER.password, HOME);
    await slow.accounts.disable(member.id, staff);
    answer(true);
    expect(await asked).toMatchObject({ code: 'not-signed-in' });
    await slow.close();
  });

  test('is told to wait, and does not count as a failure, when too many passwords are being looked at', async () => {
    const busy = await anOffice({ passwords: { ...PLAIN_PASSWORDS, matches: async () => null } });
    await setUpAdmin(busy.accounts);
    for (let i = 0; i < 20; i += 1)
      expect(await busy.accounts.signIn('ada', ADMIN.password, HOME)).toEqual({
        ok: false,
        code: 'too-many',
      });
    await busy.close();
  });

  test('is slowed down after a few wrong passwords, and says for how long', async () => {
    await setUpAdmin(office.accounts);
    for (let i = 0; i < 5; i += 1) await office.accounts.signIn('ada', 'a wrong guess', HOME);
    expect(await office.accounts.signIn('ada', ADMIN.password, HOME)).toMatchObject({
      code: 'too-many',
      detail: '15 s',
    });
    office.pass(15);
    expect(await office.accounts.signIn('ada', ADMIN.password, HOME)).toMatchObject({ ok: true });
  });
});

describe('a sign-in', () => {
  test('is not kept alive by what its holder did not ask for', async () => {
    const { accounts } = office;
    const { token, staff } = await setUpAdmin(accounts);
    office.pass(11 * HOUR);
    expect(accounts.lookUp(token)).toEqual(staff);
    office.pass(1 * HOUR);
    const cut: string[] = [];
    accounts.onRevoked((ended) => cut.push(ended));
    expect([accounts.lookUp(token), accounts.staffOf(token), cut]).toEqual([undefined, undefined, [token]]);
  });

  test('ends 12 hours after it was last used', async () => {
    const { token } = await setUpAdmin(office.accounts);
    office.pass(11 * HOUR);
    expect(office.accounts.staffOf(token)).toBeDefined();
    office.pass(11 * HOUR);
    expect(office.accounts.staffOf(token)).toBeDefined();
    office.pass(12 * HOUR);
    expect(office.accounts.staffOf(token)).toBeUndefined();
  });

  test('ends after 7 days however much it is used', async () => {
    const { token } = await setUpAdmin(office.accounts);
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      office.pass(6 * HOUR);
      expect(office.accounts.staffOf(token)).toBeDefined();
    }
    office.pass(6 * HOUR);
    expect(office.accounts.staffOf(token)).toBeUndefined();
  });

  test('remembers across a restart that it was used', async () => {
    const { token, staff } = await setUpAdmin(office.accounts);
    office.pass(11 * HOUR);
    office.accounts.staffOf(token);
    // Written behind the request; this write waits its turn behind it.
    await office.accounts.add(REPORTER, staff);
    office.pass(11 * HOUR);
    expect((await office.reopen()).staffOf(token)).toBeDefined();
  });

  test('ends at once when signed out, for good, and tells whoever cuts sockets', async () => {
    const told: string[] = [];
    const { token } = await setUpAdmin(office.accounts);
    office.accounts.onRevoked((revoked) => told.push(revoked));
    const done = office.accounts.signOut(token);
    expect(office.accounts.staffOf(token)).toBeUndefined();
    expect(told).toEqual([token]);
    await done;
    await office.accounts.signOut(token);
    expect(told).toEqual([token]);
    expect((await office.reopen()).staffOf(token)).toBeUndefined();
  });

  test('is one of at most fifty of a person; the one unused for longest goes', async () => {
    const told: string[] = [];
    const { token: first } = await setUpAdmin(office.accounts);
    office.accounts.onRevoked((revoked) => told.push(revoked));
    for (let i = 0; i < 49; i += 1) {
      office.pass(1);
      await office.accounts.signIn('ada', ADMIN.password, HOME);
    }
    expect(told).toEqual([]);
    office.pass(1);
    await office.accounts.signIn('ada', ADMIN.password, HOME);
    expect(told).toEqual([first]);
  });
});

describe('staff', () => {
  test('are added by admins only, as the house knows them now', async () => {
    const { staff: ada } = await setUpAdmin(office.accounts);
    const ines = added(await office.accounts.add(REPORTER, ada));
    const more = { ...REPORTER, login: 'otto' };
    expect(await office.accounts.add(more, ines)).toMatchObject({ code: 'not-allowed' });
    expect(await office.accounts.add(more, { ...ines, role: 'admin' })).toMatchObject({
      code: 'not-allowed',
    });
  });

  test.each<[string, Partial<NewStaffMember>, object]>([
    ['a login with a space', { login: 'ines t' }, { code: 'invalid', field: 'login' }],
    ['a login of one letter', { login: 'i' }, { code: 'invalid', field: 'login' }],
    ['a login that is taken', { login: 'ADA' }, { code: 'invalid', field: 'login', detail: 'ada' }],
    ['no name', { name: ' \u0007 ' }, { code: 'invalid', field: 'name' }],
    ['a name of 121 letters', { name: 'a'.repeat(121) }, { code: 'too-long', field: 'name', detail: '120' }],
    ['a role that is none', { role: 'owner' as 'admin' }, { code: 'invalid', field: 'role' }],
    [
      'a password of nine letters',
      { password: 'ă'.repeat(9) },
      { code: 'invalid', field: 'password', detail: '≥ 10' },
    ],
    ['a password of 201 letters', { password: 'a'.repeat(201) }, { code: 'too-long', field: 'password' }],
    [
      'the login as password',
      { login: 'ines.trang', password: 'Ines.Trang' },
      { code: 'invalid', field: 'password' },
    ],
  ])('are not added with %s', async (_, wrong, refusal) => {
    const { staff } = await setUpAdmin(office.accounts);
    expect(await office.accounts.add({ ...REPORTER, ...wrong }, staff)).toMatchObject(refusal);
    expect(office.accounts.list()).toHaveLength(1);
  });

  test('who are disabled are out at once, everywhere, also after a restart', async () => {
    const told: string[] = [];
    const { staff } = await setUpAdmin(office.accounts);
    const ines = added(await office.accounts.add(REPORTER, staff));
    const one = signedIn(await office.accounts.signIn(REPORTER.login, REPORTER.password, HOME));
    const two = signedIn(await office.accounts.signIn(REPORTER.login, REPORTER.password, HOME));
    office.accounts.onRevoked((revoked) => told.push(revoked));
    expect(await office.accounts.disable(ines.id, staff)).toMatchObject({ id: ines.id, disabled: true });
    expect(told).toEqual([one.token, two.token]);
    const again = await office.reopen();
    for (const accounts of [office.accounts, again])
      for (const { token } of [one, two]) expect(accounts.staffOf(token)).toBeUndefined();
    expect(again.list()).toContainEqual({ ...ines, disabled: true });
  });

  test('keep one admin: the last one cannot be disabled', async () => {
    const { staff: ada } = await setUpAdmin(office.accounts);
    expect(await office.accounts.disable(ada.id, ada)).toMatchObject({ code: 'not-allowed' });
    const ruth = added(await office.accounts.add({ ...REPORTER, login: 'ruth', role: 'admin' }, ada));
    expect(await office.accounts.disable(ada.id, ruth)).toMatchObject({ disabled: true });
    expect(await office.accounts.disable(ruth.id, ruth)).toMatchObject({ code: 'not-allowed' });
    expect(await office.accounts.disable(ruth.id, ada)).toMatchObject({ code: 'not-allowed' });
  });
});
