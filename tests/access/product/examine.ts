import { isDeepStrictEqual } from 'node:util';
import { mayWork } from '../statement/people.ts';
import { type Viewer, viewerOf, type World } from '../statement/world.ts';
import { type Dice, diceFrom, passes, type Question, type RouteRule } from '../questions/question.ts';
import { hiddenIn } from './hidden.ts';
import { named } from './names.ts';
import { type Answer, LOCAL_ADDRESS, type Product } from './product.ts';

/** Where the product and the statement part. */
export interface Difference {
  readonly route: string;
  /** Who asked what, what was answered and what should have been. */
  readonly story: string;
}

export interface Plan {
  readonly table: Readonly<Record<string, RouteRule>>;
  /** How many of the users ask, and how many routes of each kind are asked; all when not given. */
  readonly viewers?: number;
  readonly reads?: number;
  readonly changes?: number;
  /** Of one route, how many questions. */
  readonly each?: number;
  readonly onlyRoute?: string | undefined;
}

interface Asked extends Question {
  readonly route: string;
  readonly viewer: Viewer;
  readonly address: string;
  readonly rule: RouteRule;
}

const ADDRESSES = [LOCAL_ADDRESS, '10.1.2.3', '10.2.0.1', '2001:db8::5', '::1'];

/** Puts the world there and asks of it; the first difference ends it. */
export async function examine(
  product: Product,
  world: World,
  seed: number,
  plan: Plan,
): Promise<Difference | null> {
  const number = await product.load(world);
  const dice = diceFrom(seed);
  const questions = questionsOf(product, world, dice, plan);
  const reads = questions.filter(({ route }) => route.startsWith('GET '));
  const changes = questions.filter(({ route }) => !route.startsWith('GET '));
  const refused = changes.filter((question) => isRefused(question));
  const granted = changes.filter((question) => !isRefused(question));

  const putAll = async (some: readonly Asked[]): Promise<Difference | null> => {
    const found = await Promise.all(some.map((question) => put(product, number, question)));
    return found.find((difference) => difference !== null) ?? null;
  };
  const difference = await putAll(reads);
  if (difference) return difference;
  if (refused.length > 0) {
    const before = await product.fingerprint();
    const misanswered = await putAll(refused);
    if (misanswered) return misanswered;
    const after = await product.fingerprint();
    if (after !== before) {
      const routes = refused.map(({ route }) => route).join(' or ');
      return {
        route: refused.at(-1)!.route,
        story: `${routes} was refused and changed ${changedTables(before, after)}`,
      };
    }
  }
  // a change that is made leaves another world behind, so it is the last
  const last = granted.length === 0 ? null : dice.among(granted);
  return last && (await put(product, number, last));
}

function questionsOf(product: Product, world: World, dice: Dice, plan: Plan): Asked[] {
  // those that are not in the table are told of by a test of their own
  const known = product.routes.filter((route) => route in plan.table);
  const routes = plan.onlyRoute === undefined ? known : [plan.onlyRoute];
  const [reads, changes] = [
    routes.filter((route) => route.startsWith('GET ')),
    routes.filter((route) => !route.startsWith('GET ')),
  ];
  return dice.some(world.users, plan.viewers ?? Infinity).flatMap(({ id }) => {
    const viewer = viewerOf(world, id);
    const some = (of: readonly string[], count: number = Infinity) =>
      dice.some(
        count === Infinity ? of : of.filter((route) => !plan.table[route]!.isRare || dice.isRare()),
        count,
      );
    const chosen = [...some(reads, plan.reads), ...some(changes, plan.changes)];
    // whoever may not work hears 401 everywhere: a little of that is enough
    const address = dice.among(ADDRESSES);
    const asked = mayWork(world, viewer.user, address) ? chosen : chosen.slice(0, 2);
    return asked.flatMap((route) => {
      const rule = plan.table[route]!;
      const questions = rule.questions(viewer, dice);
      return dice.some(questions, plan.each ?? Infinity).map((question) => {
        const expected = expectedAt(question, rule, viewer);
        return { ...question, expected, route, viewer, address, rule };
      });
    });
  });
}

const expectedAt = (question: Question, rule: RouteRule, viewer: Viewer): Question['expected'] =>
  passes(viewer, rule.door) ? question.expected : { kind: 'forbidden' };

const works = ({ viewer, address }: Asked): boolean => mayWork(viewer.world, viewer.user, address);
const isRefused = (question: Asked): boolean => !works(question) || question.expected.kind !== 'answered';

/** Asks one question; answers how the answer differs from what the statement says, or null. */
async function put(product: Product, number: number, question: Asked): Promise<Difference | null> {
  const { route, viewer, expected, address } = question;
  const [method = ''] = route.split(' ');
  const by = viewer.user.id;
  const ask = (request: Question | { readonly url: string }) =>
    product.ask(number, by, method, request, address);
  const answer = question.isPaged ? await allPages(question, ask) : await ask(question);
  const asked = `${by} from ${address} asks ${method} ${question.url}${question.body === undefined ? '' : ` ${JSON.stringify(question.body)}`}`;
  const differs = (how: string): Difference => ({
    route,
    story: `${asked}: ${how}\n  answered ${answer.status} ${named(answer.text).slice(0, 600)}`,
  });

  if (answer.status >= 500 || answer.status === 429) return differs('must not happen');
  if (!works(question)) return answer.status === 401 ? null : differs('may not work, so 401');
  const eyes = question.rule.eyes?.(viewer) ?? viewer;
  const hidden = hiddenIn(eyes, answer.text).filter((name) => !mayBeNamed(question, answer, name));
  if (hidden.length > 0) return differs(`tells of ${hidden.join(', ')}, out of reach`);

  if (expected.kind === 'forbidden') return answer.status === 403 ? null : differs('may not, so 403');
  if (expected.kind === 'answered') {
    if (!expected.statuses.includes(answer.status))
      return differs(`expected ${expected.statuses.join(' or ')}`);
    if (!expected.look) return null;
    const found = expected.look(JSON.parse(named(answer.text)));
    return found === null ? null : differs(found);
  }
  if (expected.kind === 'missing' && answer.status !== 404) return differs('out of reach, so 404');
  if (answer.status < 400) return differs('names what is out of reach, so refused');
  const twin = await ask(expected.twin);
  if (twin.status < 400 || twin.status >= 500)
    return differs(`but what does not exist is answered ${twin.status}`);
  return isDeepStrictEqual(toCompare(answer), toCompare(twin))
    ? null
    : differs(`what does not exist is answered otherwise: ${twin.status} ${twin.text}`);
}

/** A refusal may repeat what it was asked for. */
function mayBeNamed(
  { viewer, rule: { mayName }, url, body }: Asked,
  { status }: Answer,
  name: string,
): boolean {
  if (mayName === 'anything' || mayName?.(viewer).includes(name)) return true;
  return status >= 400 && `${url} ${JSON.stringify(body)}`.includes(`{${name}}`);
}

/** All pages as one answer; the first that is refused stands for all. */
async function allPages(question: Question, ask: (request: Question) => Promise<Answer>): Promise<Answer> {
  const items: unknown[] = [];
  let cursor = '';
  for (;;) {
    const answer = await ask({ ...question, url: question.url + cursor });
    if (answer.status !== 200) return answer;
    const page = JSON.parse(answer.text) as { items: unknown[]; nextCursor: string | null };
    items.push(...page.items);
    if (page.nextCursor === null) return { ...answer, text: JSON.stringify({ ...page, items }) };
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

/** All of a refusal but what is new in each answer: its own id, and how many requests are left. */
function toCompare({ status, text, headers }: Answer) {
  const { instance: _, ...body } = JSON.parse(text) as Record<string, unknown>;
  const names = Object.keys(headers).filter((name) => name !== 'date' && !name.startsWith('x-ratelimit'));
  return { status, body, headers: names.map((name) => [name, headers[name]]) };
}

function changedTables(before: string, after: string): string {
  const lines = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !lines.has(line))
    .map((line) => line.split(' ')[0])
    .join(', ');
}
