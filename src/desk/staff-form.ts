import type { NewStaffMember } from '#domain/ports.ts';
import type { Role } from '#domain/staff.ts';
import { ROLES } from '#domain/staff.ts';
import { textIn } from './request-body.ts';

/** What the staff page sends; an unknown role becomes the one that may least. */
export function readStaffForm(form: FormData): NewStaffMember {
  const role = textIn(form, 'role');
  const coverages = form.getAll('coverage').filter((id) => typeof id === 'string');
  return {
    login: textIn(form, 'login'),
    name: textIn(form, 'name'),
    password: textIn(form, 'password'),
    role: isRole(role) ? role : 'reporter',
    coverages: textIn(form, 'coverages') === 'some' ? coverages : 'all',
  };
}

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);
