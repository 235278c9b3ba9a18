import { QueryClient, QueryObserver } from '@tanstack/vue-query';
import { expect, it } from 'vitest';
import { lookAgain } from '../../web/composables/look-again.ts';

/** A query that is shown, each of whose answers comes when the test says so. */
function shown(queries: QueryClient) {
  const answers: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => void answers.push(resolve));
  const observer = new QueryObserver(queries, { queryKey: ['timeline', 'aneta', null], queryFn });
  observer.subscribe(() => undefined);
  return { answers, known: () => observer.getCurrentResult().data };
}

it('a first answer that was under way when we were told of a change is not kept', async () => {
  const queries = new QueryClient();
  const { answers, known } = shown(queries);
  const done = lookAgain(queries, ['timeline', 'aneta']);
  answers[0]?.('in a call');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('answered');
  await done;
  expect(known()).toBe('answered');
});

it('a later answer that was under way is not kept either, and the known one is shown meanwhile', async () => {
  const queries = new QueryClient();
  const { answers, known } = shown(queries);
  answers[0]?.('ringing');
  await expect.poll(known).toBe('ringing');
  void lookAgain(queries, ['timeline', 'aneta']);
  await expect.poll(() => answers.length).toBe(2);
  const done = lookAgain(queries, ['timeline', 'aneta']);
  await expect.poll(() => answers.length).toBe(3);
  answers[1]?.('in a call');
  expect(known()).toBe('ringing');
  answers[2]?.('answered');
  await done;
  expect(known()).toBe('answered');
});
