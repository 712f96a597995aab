import type { deskEditorVi } from './desk-editor-vi.ts';

export const deskEditorEn: typeof deskEditorVi = {
  tools: 'Formatting',
  bold: 'Bold',
  italic: 'Italic',
  list: 'List',
  quote: 'Quote',
  link: 'Link',
  address: 'Address of the link',
  setLink: 'Set',
  badAddress: 'An address begins with https:// or mailto:',
  people: 'Speakers',
  commands: 'Commands',
  templates: 'Sentences',
  person: 'Add a person (@)',
  forms: { full: 'in full', caption: 'caption', short: 'short' },
  schedule: 'Publish at an hour',
  gaps: { name: 'name', title: 'title', shortTitle: 'short title', venue: 'venue' },
  sentences: [
    { name: 'Statement', text: '{name}, {title}, said: ' },
    { name: 'Proposal', text: '{name}, {title}, proposed ' },
    { name: 'Opening', text: 'Opening the conference, {short title} {name} stressed ' },
    { name: 'Report', text: '{short title} {name} presented {report}.' },
    { name: 'Chair', text: 'In the chair at {venue}: {list}.' },
    { name: 'Award', text: '{award} of {giver} to {receiver} for ' },
    { name: 'Closing', text: 'Closing the conference, {short title} {name} stressed ' },
  ],
};
