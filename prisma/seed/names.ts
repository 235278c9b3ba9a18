import type { DemoCountry } from './demo-numbers.ts';

interface Names {
  readonly women: readonly string[];
  readonly men: readonly string[];
  /** Women's form and men's form of each family name. */
  readonly families: readonly (readonly [string, string])[];
}

const same = (...names: string[]): [string, string][] => names.map((name) => [name, name]);
const slavic = (...names: string[]): [string, string][] =>
  names.map((name) => [
    name
      .replace(/i$/, 'a')
      .replace(/(ов|ев|ин)$/, '$1а')
      .replace(/ий$/, 'ая'),
    name,
  ]);

const GERMAN: Names = {
  women: ['Anke', 'Sabine', 'Heike', 'Lena', 'Käthe', 'Ute', 'Mareike'],
  men: ['Jürgen', 'Günter', 'Stefan', 'Lukas', 'Matthias', 'Björn', 'Kai'],
  families: same('Müller', 'Schröder', 'Weiß', 'Köhler', 'Hoffmann', 'Krüger', 'Böhm', 'Vogel', 'Lorenz'),
};
const ENGLISH: Names = {
  women: ['Emily', 'Olivia', 'Grace', 'Sophie', 'Harriet', 'Megan', 'Zoë', 'Alice'],
  men: ['Oliver', 'Harry', 'George', 'Jack', 'Liam', 'Noah', 'Seán', 'Ethan'],
  families: same('Smith', "O'Connor", 'Taylor', 'Evans', 'Walker', 'Wright', 'Bennett', 'Clarke', 'Mitchell'),
};

export const NAMES: Record<DemoCountry, Names> = {
  PL: {
    women: ['Małgorzata', 'Agnieszka', 'Łucja', 'Zofia', 'Katarzyna', 'Jadwiga', 'Halina', 'Żaneta', 'Iwona'],
    men: [
      'Łukasz',
      'Krzysztof',
      'Paweł',
      'Stanisław',
      'Grzegorz',
      'Michał',
      'Wojciech',
      'Bartłomiej',
      'Józef',
    ],
    families: [
      ...slavic(
        'Kowalski',
        'Wiśniewski',
        'Wójcicki',
        'Zieliński',
        'Szymański',
        'Dąbrowski',
        'Kozłowski',
        'Jabłoński',
      ),
      ...same('Nowak', 'Wójcik', 'Woźniak', 'Mazur', 'Krawczyk', 'Pająk', 'Gołąb', 'Żak'),
    ],
  },
  RU: {
    women: ['Наталья', 'Ольга', 'Екатерина', 'Алёна', 'Светлана', 'Юлия', 'Марина'],
    men: ['Иван', 'Алексей', 'Дмитрий', 'Сергей', 'Фёдор', 'Юрий', 'Михаил'],
    families: slavic(
      'Иванов',
      'Смирнов',
      'Кузнецов',
      'Соловьёв',
      'Воробьёв',
      'Никитин',
      'Чайковский',
      'Гусев',
    ),
  },
  DE: GERMAN,
  GB: ENGLISH,
  US: ENGLISH,
};

export const COMPANIES: readonly (readonly [string, DemoCountry])[] = [
  ['Młyn Pod Lasem sp. z o.o.', 'PL'],
  ['Hurtownia Żubr S.A.', 'PL'],
  ['Biuro Rachunkowe Ćwiklińska', 'PL'],
  ['Piekarnia Złoty Kłos', 'PL'],
  ['Transport Bałtyk', 'PL'],
  ['Klinika Pod Dębem', 'PL'],
  ['Spółdzielnia Mleczna Łąka', 'PL'],
  ['Drukarnia Akapit', 'PL'],
  ['ООО «Северный ветер»', 'RU'],
  ['Аптека «Ромашка»', 'RU'],
  ['Типография Нева', 'RU'],
  ['Bäckerei Sonnenschein GmbH', 'DE'],
  ['Möbelhaus Grün KG', 'DE'],
  ['Optik Brandt', 'DE'],
  ['Harbour Lane Logistics Ltd', 'GB'],
  ['Thistle & Sons', 'GB'],
  ['Bluebell Dental Practice', 'GB'],
  ['Prairie Hardware Inc.', 'US'],
  ['Cascade Coffee Roasters', 'US'],
];
