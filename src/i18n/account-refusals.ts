import type { Refusal } from '#domain/refusal.ts';
import { accountWords } from './account-words.ts';
import type { Language } from './path.ts';
import { refusalMessage } from './refusals.ts';

/** The sentence for a refusal of the accounts: the same codes mean something more exact there than elsewhere. */
export function accountRefusalMessage(refusal: Refusal, language: Language): string {
  const { fault } = accountWords(language);
  const { code, field, detail } = refusal;
  if (code === 'not-signed-in') return fault.wrong;
  if (code === 'too-many') return detail ? fault.wait(Number.parseInt(detail, 10)) : fault.busy;
  if (code === 'not-allowed' && field === 'staffId') return fault.lastAdmin;
  if (code === 'not-allowed' && field === 'code') return fault.code;
  if (code === 'invalid' && field === 'login') return detail ? fault.loginTaken : fault.login;
  if (code === 'invalid' && field === 'name') return fault.name;
  if (code === 'invalid' && field === 'password') return detail ? fault.passwordShort : fault.passwordIsLogin;
  return refusalMessage(refusal, language);
}
