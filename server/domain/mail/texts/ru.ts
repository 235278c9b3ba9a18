import type { MailTexts } from './mail-texts.ts';

export const ru: MailTexts = {
  activation: ({ name, login, link, until }) => ({
    subject: 'Ваша учётная запись в Ringdesk',
    paragraphs: [
      `Здравствуйте, ${name}!`,
      `Для вас создана учётная запись в Ringdesk. Ваш логин: ${login}. Чтобы начать работу, откройте страницу:`,
      link,
      `Ссылка сработает один раз, не позднее ${until}. Если вы не ждали этого письма, ничего делать не нужно.`,
    ],
  }),
};
