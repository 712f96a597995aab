/** What an account may look like. Forms show the same numbers as the accounts check. */
export const ACCOUNT_LIMITS = {
  loginCharacters: 40,
  passwordLeastCharacters: 10,
  passwordMostCharacters: 200,
  /** A sign-in that nobody used for so long no longer holds. */
  idleHours: 12,
  /** However much it is used, a sign-in holds no longer than this. */
  absoluteDays: 7,
} as const;

const LOGIN = /^[a-z0-9._-]{2,40}$/u;

/** The one spelling a login is kept and looked up in. */
export const foldLogin = (login: string): string => login.trim().toLowerCase();

/** @param login folded */
export const isLogin = (login: string): boolean => LOGIN.test(login);

/** What is wrong with a new password: length, or that it is the login itself. No composition rules. */
export function passwordFault(password: string, login: string): 'too-short' | 'too-long' | 'is-login' | null {
  const characters = [...password].length;
  if (characters < ACCOUNT_LIMITS.passwordLeastCharacters) return 'too-short';
  if (characters > ACCOUNT_LIMITS.passwordMostCharacters) return 'too-long';
  return foldLogin(password) === foldLogin(login) ? 'is-login' : null;
}
