import { describe, expect, it } from 'vitest';
import { en } from '../../web/locales/en.ts';
import { polishForm, russianForm } from '../../web/locales/i18n.ts';
import { pl } from '../../web/locales/pl.ts';
import { ru } from '../../web/locales/ru.ts';

type Tree = { readonly [key: string]: string | Tree };

function sentences(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : sentences(value, `${path}${key}.`),
  );
}

const values = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort().join();
const forms = (sentence: string) => sentence.split(' | ').length;
const english = sentences(en);

describe.each([
  ['pl', pl],
  ['ru', ru],
])('%s', (_, messages) => {
  const spoken = new Map(sentences(messages as Tree));

  it('says each sentence with the values the English one has', () => {
    const wrong = english.filter(([key, words]) => values(spoken.get(key) ?? '') !== values(words));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('has three forms wherever English has two', () => {
    const wrong = english.filter(
      ([key, words]) => forms(spoken.get(key) ?? '') !== (forms(words) === 2 ? 3 : 1),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect([...spoken].filter(([, words]) => words.trim() === '')).toEqual([]);
  });
});

describe('plural forms', () => {
  it.each([
    [1, 0],
    [2, 1],
    [4, 1],
    [5, 2],
    [12, 2],
    [14, 2],
    [21, 2],
    [22, 1],
    [112, 2],
    [0, 2],
  ])('Polish counts %i with form %i', (count, form) => {
    expect(polishForm(count)).toBe(form);
  });

  it.each([
    [1, 0],
    [2, 1],
    [5, 2],
    [11, 2],
    [21, 0],
    [22, 1],
    [111, 2],
    [0, 2],
  ])('Russian counts %i with form %i', (count, form) => {
    expect(russianForm(count)).toBe(form);
  });
});
