import type { MailTexts } from './mail-texts.ts';

export const en: MailTexts = {
  activation: ({ name, login, link, until }) => ({
    subject: 'Your Ringdesk account',
    paragraphs: [
      `Hello ${name},`,
      `an account in Ringdesk has been made for you. Your login is ${login}. Open this page to start using it:`,
      link,
      `The link works once, until ${until}. If you did not expect this message, you need not do anything.`,
    ],
  }),
};
