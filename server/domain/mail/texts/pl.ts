import type { MailTexts } from './mail-texts.ts';

export const pl: MailTexts = {
  activation: ({ name, login, link, until }) => ({
    subject: 'Twoje konto w Ringdesk',
    paragraphs: [
      `Dzień dobry, ${name}!`,
      `W Ringdesk czeka na Ciebie konto. Twój login to ${login}. Aby zacząć pracę, otwórz tę stronę:`,
      link,
      `Link zadziała jeden raz, najpóźniej ${until}. Jeśli nie spodziewasz się tej wiadomości, po prostu ją zignoruj.`,
    ],
  }),
};
