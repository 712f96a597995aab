import type { Locals } from '#domain/ports.ts';
import type { StaffMember } from '#domain/staff.ts';
import { pathIn } from '#i18n/path.ts';

/** Who is at the desk; or where somebody who is not must go first: to sign in, or to make the first account. */
export function requireStaff(locals: Locals, url: URL): StaffMember | Response {
  const { staff, accounts, language } = locals;
  if (staff) return staff;
  const location = accounts.isEmpty()
    ? pathIn(language, '/desk/thiet-lap')
    : `${pathIn(language, '/desk/dang-nhap')}?next=${encodeURIComponent(pathIn(language, url.pathname))}`;
  return new Response(null, { status: 303, headers: { Location: location } });
}
