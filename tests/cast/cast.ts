import type { Actor } from '#domain/staff.ts';

/** The named people of every test. */
export const INES: Actor = { id: 'staff-ines', name: 'Ines', role: 'reporter', coverages: 'all' };
export const TOMASZ: Actor = { id: 'staff-tomasz', name: 'Tomasz', role: 'reporter', coverages: 'all' };
export const RUTH: Actor = { id: 'staff-ruth', name: 'Ruth', role: 'editor', coverages: 'all' };
export const ADA: Actor = { id: 'staff-ada', name: 'Ada', role: 'admin', coverages: 'all' };
/** Works on another coverage only. */
export const STRANGER: Actor = { id: 'staff-stranger', name: 'Otto', role: 'editor', coverages: [] };
