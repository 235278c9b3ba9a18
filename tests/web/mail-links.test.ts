import { expect, it } from 'vitest';
import { withLinks } from '../../web/features/settings/mail-links.ts';

it('a web address in a message becomes a link, the full stop after it does not', () => {
  expect(withLinks('Follow https://desk.example/activate?token=a.b-c. Thank you')).toEqual([
    { text: 'Follow ', isLink: false },
    { text: 'https://desk.example/activate?token=a.b-c', isLink: true },
    { text: '. Thank you', isLink: false },
  ]);
});

it('nothing else becomes a link', () => {
  expect(withLinks('javascript:alert(1) ftp://x data:text/html,x')).toEqual([
    { text: 'javascript:alert(1) ftp://x data:text/html,x', isLink: false },
  ]);
});
