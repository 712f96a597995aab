import { deskEn } from '#i18n/desk-en.ts';
import type { DeskWords } from '#i18n/desk-vi.ts';
import { deskVi } from '#i18n/desk-vi.ts';

export const deskWords = (language: 'vi' | 'en'): DeskWords => (language === 'en' ? deskEn : deskVi);
